package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.deliver.RelayGate.State;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.PasswordAuthentication;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.jboss.logging.Logger;

/**
 * Finds out, instead of a user's mail, whether a postponed port is back and whether a shut gate may
 * open: opens a connection, logs in, and leaves it to the next mail. One thread of its own.
 */
@Singleton
public class PortProbe {

    private static final Logger LOG = Logger.getLogger(PortProbe.class);
    private static final long LOOK_EVERY_MILLIS = 250;

    private final PortDesk desk;
    private final PortMemory memory;
    private final RelayGate gate;
    private final RelayPools pools;
    private final RelayLogin login;
    private final OutcomeClassifier classifier;
    private final ScheduledExecutorService thread;
    private String password;

    @Inject
    PortProbe(
            PortDesk desk,
            PortMemory memory,
            RelayGate gate,
            RelayPools pools,
            RelayLogin login,
            OutcomeClassifier classifier) {
        this.desk = desk;
        this.memory = memory;
        this.gate = gate;
        this.pools = pools;
        this.login = login;
        this.classifier = classifier;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread probe = new Thread(task, "waypost-port-probe");
                            probe.setDaemon(true);
                            return probe;
                        });
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        thread.scheduleWithFixedDelay(
                this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        thread.shutdownNow();
    }

    private void look() {
        try {
            boolean mended = isHaltMended();
            if (mended || gate.isDueForProbe()) {
                probeGate();
            }
            memory.dueForProbe().forEach(this::probe);
        } catch (RuntimeException e) {
            LOG.error("probing the relay failed; it goes on", e);
        }
    }

    /** Whoever corrects the secret of a halted relay does not want to wait for the next probe. */
    private boolean isHaltMended() {
        String before = password;
        password = login.getPasswordAuthentication().getPassword();
        return gate.view().state() == State.HALTED && !Objects.equals(password, before);
    }

    /** Any port that lets us in opens the gate; otherwise it stays shut for what the last said. */
    private void probeGate() {
        Outcome last = null;
        for (String port : desk.ports().keySet()) {
            last = probe(port);
            if (last == null || last.outcomeClass() == OutcomeClass.HALT) {
                break;
            }
        }
        if (last == null) {
            gate.reopen();
        } else {
            gate.stillShut(last);
        }
    }

    /** Null where it let us in. */
    private Outcome probe(String name) {
        SubmissionPort port = desk.ports().get(name);
        try {
            PasswordAuthentication credentials = login.getPasswordAuthentication();
            pools.to(
                            new RelayTarget(
                                    port.implicitTls(),
                                    port.host(),
                                    port.number(),
                                    credentials.getUserName(),
                                    credentials.getPassword()))
                    .probe();
            memory.succeeded(name);
            if (gate.view().state() == State.UNREACHABLE) {
                gate.reopen();
            }
            return null;
        } catch (SubmissionFailure e) {
            Outcome outcome = classifier.classify(e.trouble());
            if (outcome.outcomeClass() == OutcomeClass.FAILOVER) {
                memory.failed(name, outcome.reason());
            } else {
                memory.succeeded(name);
            }
            return outcome;
        }
    }
}
