package dev.waypost.ops.doctor;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.compose.Envelope;
import dev.waypost.config.KafkaSettings;
import dev.waypost.config.RelayConfig;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.ops.Finding;
import dev.waypost.ops.SettingFiles;
import dev.waypost.ops.SettingFindings;
import dev.waypost.ops.StrayVariables;
import dev.waypost.ops.routes.FaultyRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.SubmissionPorts;
import dev.waypost.smtp.tls.ClientIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;

/**
 * Examines the surroundings side by side, until a deadline, and tells all of it. Logs in where a
 * login is configured. Any thread; blocks.
 */
@Singleton
public class Doctor {

    /** From the process' start, which may be slow; its end has the rest of the 15 s. */
    private static final Duration OF_THE_PROCESS = Duration.ofSeconds(12);

    /** Enough for a port that is told in its second TLS mode only. */
    private static final Duration SHORTEST = Duration.ofSeconds(6);

    private static final Duration LONGEST = Duration.ofSeconds(9);

    private final WaypostConfig config;
    private final CamelContext context;
    private final KafkaSettings kafka;
    private final OutcomeClassifier classifier;
    private final Clock clock;

    @Inject
    Doctor(
            WaypostConfig config,
            CamelContext context,
            KafkaSettings kafka,
            OutcomeClassifier classifier,
            Clock clock) {
        this.config = config;
        this.context = context;
        this.kafka = kafka;
        this.classifier = classifier;
        this.clock = clock;
    }

    /**
     * Looks.
     *
     * @param mail to be sent over the best port; empty for none
     */
    public Diagnosis examine(Optional<Envelope> mail) {
        Deadline deadline = Deadline.in(time());
        ExecutorService threads = Executors.newCachedThreadPool(Doctor::daemon);
        try {
            List<Finding> findings = new ArrayList<>(StrayVariables.in(System.getenv()));
            findings.addAll(SettingFindings.in(config));
            findings.add(PaceFinding.of(config));
            Future<List<Finding>> broker =
                    threads.submit(
                            () -> new KafkaExamination(kafka, config, deadline.left()).findings());
            Future<LoginExamination> login =
                    threads.submit(() -> LoginExamination.of(config, threads, deadline));
            RelayDiagnosis relay = relay(threads, deadline, findings, login, mail);
            findings.addAll(
                    deadline.result(broker)
                            .orElseGet(() -> List.of(KafkaExamination.silent(kafka.brokers()))));
            return new Diagnosis(relay, findings);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Duration time() {
        Instant now = Instant.now();
        Instant start = ProcessHandle.current().info().startInstant().orElse(now);
        Duration left = Duration.between(now, start.plus(OF_THE_PROCESS));
        Duration atMost = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        return atMost.compareTo(SHORTEST) > 0 ? atMost : SHORTEST;
    }

    /** What cannot be looked at is a finding instead. */
    private RelayDiagnosis relay(
            ExecutorService threads,
            Deadline deadline,
            List<Finding> findings,
            Future<LoginExamination> examined,
            Optional<Envelope> mail) {
        RelayConfig relay = config.relay();
        RelayDiagnosis unseen =
                new RelayDiagnosis(
                        relay.host(), relay.profile(), Optional.empty(), List.of(), List.of());
        List<SubmissionPort> profile;
        try {
            profile = SubmissionPorts.in(RouteModel.load(context, config), relay);
        } catch (IllegalArgumentException | FaultyRoutes e) {
            findings.add(Finding.error("routes", e.getMessage(), "see what `check` says"));
            return unseen;
        }
        findings.addAll(SettingFiles.in(config));
        LoginExamination login = deadline.result(examined).orElse(LoginExamination.NONE);
        login.finding().ifPresent(findings::add);
        try (PortVisitor visitor = new PortVisitor(config)) {
            RelayExamination examination =
                    new RelayExamination(relay, login.usable(), visitor, threads, deadline);
            RelayDiagnosis seen = examination.diagnosis(profile);
            findings.addAll(new RelayFindings(classifier, clock.instant()).of(seen));
            mail.map(envelope -> examination.sent(envelope, seen)).ifPresent(findings::add);
            return seen;
        } catch (ClientIdentity.Unusable told) {
            return unseen;
        } catch (IllegalArgumentException e) {
            findings.add(
                    Finding.error(
                            "waypost.relay.trust-certificates",
                            "the certificates cannot be read: " + e.getMessage(),
                            "name a PEM file that this user may read"));
            return unseen;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-doctor");
        thread.setDaemon(true);
        return thread;
    }
}
