package dev.waypost.ops.control;

import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.PortHealth;
import dev.waypost.deliver.PortProbe;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayCircuit;
import dev.waypost.deliver.RelayPause;
import dev.waypost.ops.RelayState;
import dev.waypost.smtp.SessionTraces;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Does in this pod what was said to all, tells the log who wanted it and why, and answers. The
 * follower's thread calls it; what takes time has threads of its own.
 */
@Singleton
public class PodControl {

    private static final Logger LOG = Logger.getLogger(PodControl.class);

    private final ControlTopic topic;
    private final RelayPause pause;
    private final RelayCircuit circuit;
    private final RelayAccounts accounts;
    private final PortHealth health;
    private final PortFailover ports;
    private final PortProbe probe;
    private final LogLevels levels;
    private final SessionTraces traces;
    private final String pod = hostName();
    private final ExecutorService threads = Executors.newCachedThreadPool(PodControl::daemon);

    @Inject
    PodControl(
            ControlTopic topic,
            RelayPause pause,
            RelayCircuit circuit,
            RelayAccounts accounts,
            PortHealth health,
            PortFailover ports,
            PortProbe probe,
            LogLevels levels,
            SessionTraces traces) {
        this.traces = traces;
        this.topic = topic;
        this.pause = pause;
        this.circuit = circuit;
        this.accounts = accounts;
        this.health = health;
        this.ports = ports;
        this.probe = probe;
        this.levels = levels;
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        threads.shutdownNow();
    }

    /** Obeys and answers, and waits for neither. */
    void take(ControlCommand command) {
        if (command.action() == Action.TRY_PORTS) {
            threads.execute(() -> write(obey(command)));
        } else {
            ControlAnswer said = obey(command);
            threads.execute(() -> write(said));
        }
    }

    /** What this pod is called in answers. */
    public String name() {
        return pod;
    }

    /** What has come to its end is over. */
    void look() {
        levels.look();
        pause.current();
    }

    /** Obeys. */
    ControlAnswer obey(ControlCommand command) {
        try {
            return new ControlAnswer(command.id(), pod, true, done(command));
        } catch (IllegalArgumentException e) {
            LOG.warnf("%s by %s: %s", command.action().word(), command.by(), e.getMessage());
            return new ControlAnswer(command.id(), pod, false, e.getMessage());
        }
    }

    private String done(ControlCommand command) {
        switch (command.action()) {
            case PAUSE ->
                    pause.begin(
                            new RelayPause.Pause(
                                    command.by(), reason(command), command.at(), command.until()));
            case RESUME -> pause.end(command.by(), reason(command));
            case TRY_PORTS -> {
                LOG.infof("%s tries %s: %s", command.by(), port(command), reason(command));
                return tried(named(command));
            }
            case FORGET_PORTS -> {
                Set<String> forgotten = named(command);
                LOG.infof(
                        "%s forgets what is known of %s: %s",
                        command.by(), port(command), reason(command));
                forgotten.forEach(health::forget);
            }
            case TRACE -> {
                SessionTraces.Wanted wanted = wanted(command);
                traces.begin(wanted);
                LOG.infof(
                        "%s traces %s until %s: %s",
                        command.by(), wanted, command.until(), reason(command));
            }
            case LOG_LEVEL -> {
                String category = command.said(ControlCommand.CATEGORY).orElseThrow();
                String level = command.said(ControlCommand.LEVEL).orElseThrow();
                levels.set(category, level, command.until());
                LOG.infof(
                        "%s logs %s at %s until %s: %s",
                        command.by(), category, level, command.until(), reason(command));
            }
            default -> {}
        }
        return status();
    }

    private SessionTraces.Wanted wanted(ControlCommand command) {
        int port =
                command.said(ControlCommand.PORT).isEmpty()
                        ? 0
                        : ports.ports().get(named(command).iterator().next()).number();
        return new SessionTraces.Wanted(
                command.said(ControlCommand.MAIL).orElse(null),
                command.said(ControlCommand.RECIPIENT).orElse(null),
                port,
                command.said(ControlCommand.ADDRESSES).isPresent(),
                command.until());
    }

    /** Each port that was named, tried beside the others. */
    private String tried(Set<String> names) {
        return names.parallelStream()
                .map(name -> "port " + name + " " + probe.tryNow(name))
                .collect(Collectors.joining("; "));
    }

    /** How this pod is, in one line. */
    private String status() {
        return health.view().entrySet().stream()
                .map(port -> port.getKey() + " " + fitness(port.getValue()))
                .collect(Collectors.joining(", ", state(circuit.view()) + "; ", ""));
    }

    private String state(RelayCircuit.View view) {
        if (view.state() == RelayCircuit.State.RUNNING) {
            return new RelayState(view, accounts.pace().view()).toString();
        }
        String why = view.detail().isEmpty() ? view.why() : view.detail();
        boolean probed =
                view.state() == RelayCircuit.State.HALTED
                        || view.state() == RelayCircuit.State.UNREACHABLE;
        return "%s (%s)%s"
                .formatted(
                        view.state().word(),
                        why,
                        view.retryAt() == null
                                ? ""
                                : (probed ? ", next try at " : " until ") + view.retryAt());
    }

    private static String fitness(Optional<PortHealth.Postponed> postponed) {
        return postponed.map(it -> "postponed (" + it.reason().slug() + ")").orElse("open");
    }

    private Set<String> named(ControlCommand command) {
        Set<String> known = ports.ports().keySet();
        return command.said(ControlCommand.PORT)
                .map(
                        port -> {
                            if (!known.contains(port)) {
                                throw new IllegalArgumentException(
                                        "there is no port %s; there are %s"
                                                .formatted(port, String.join(", ", known)));
                            }
                            return Set.of(port);
                        })
                .orElse(known);
    }

    private static String port(ControlCommand command) {
        return command.said(ControlCommand.PORT).map(port -> "port " + port).orElse("all ports");
    }

    private static String reason(ControlCommand command) {
        return command.said(ControlCommand.REASON).orElse("no reason given");
    }

    private void write(ControlAnswer said) {
        try {
            topic.answer(said);
        } catch (KafkaException e) {
            LOG.debug("obeyed, but could not say so", e);
        }
    }

    /** As the platform names the pod. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "pid-" + ProcessHandle.current().pid();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-control-answer");
        thread.setDaemon(true);
        return thread;
    }
}
