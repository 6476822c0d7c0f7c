package dev.waypost.topics;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.LastingThread;
import dev.waypost.config.WaypostConfig;
import dev.waypost.report.ReportObstacle;
import dev.waypost.topics.KafkaRights.MissingRight;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.quarkus.main.events.BeforeConfigure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Sees to it that the topics exist and are as {@link TopicTerms} says: the mail events' with the
 * broker's defaults, the others with as many partitions as that one has, so that a mail keeps its
 * partition. Creates what is missing, at start and later; what exists is never altered, but what is
 * wrong with it is told once. Where this user may not write what becomes of a mail, none is taken.
 * Waits for a broker that is away. Its own thread.
 */
@Singleton
public class Topics {

    private static final Logger LOG = Logger.getLogger(Topics.class);

    /** A broker that is away is told of after seconds, not after Kafka's minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final WaypostConfig config;
    private final ReportObstacle obstacle;

    private final String topic;
    private final List<OwnTopic> own;

    /**
     * Between two looks. What is missing is created when two of them miss it: whoever deleted a
     * topic to make it anew has that long.
     */
    private final Duration betweenLooks;

    private final Map<String, Object> settings;
    private final LastingThread thread = new LastingThread("waypost-topics", this::untilStopped);

    /** What was told already. */
    private Set<String> told = Set.of();

    /** Null before the first look. */
    private Set<String> missed;

    /** Whether all were there once, or some may not be made: nobody waits for the next look. */
    private boolean complete;

    @Inject
    Topics(WaypostConfig config, KafkaSettings kafka, ReportObstacle obstacle) {
        this.config = config;
        this.obstacle = obstacle;
        this.topic = config.topic();
        this.own = OwnTopic.of(config);
        this.betweenLooks = config.topicCheckInterval();
        this.settings = kafka.admin(PATIENCE);
    }

    /** While the routes are loaded: readiness waits for the broker's answers. */
    void beforeConfigure(@Observes BeforeConfigure event) {
        obstacle.put("the rights on the topics are not known yet", false);
        thread.start();
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        thread.stop();
    }

    private void untilStopped() throws InterruptedException {
        boolean said = false;
        Duration pause;
        do {
            try (Admin admin = Admin.create(settings)) {
                TopicCatalogue catalogue = new TopicCatalogue(admin);
                do {
                    look(catalogue, new KafkaRights(admin, config));
                } while (!thread.awaitStop(complete ? betweenLooks : BETWEEN_TRIES));
                return;
            } catch (KafkaException e) {
                if (!said && missed == null && isAway(e)) {
                    said = true;
                    LOG.warnf(
                            "no Kafka broker at %s (%s); waiting for it",
                            settings.get("bootstrap.servers"), e.getMessage());
                }
                if (!(e instanceof RetriableException)) {
                    obstacle.remove(); // Who may not ask may be allowed the rest.
                }
                LOG.debug("the topics cannot be looked at now", e);
                pause = e instanceof RetriableException ? BETWEEN_TRIES : betweenLooks;
            }
        } while (!thread.awaitStop(pause));
    }

    private static boolean isAway(KafkaException e) {
        return e instanceof TimeoutException;
    }

    private void look(TopicCatalogue catalogue, KafkaRights rights) throws InterruptedException {
        List<String> news = new ArrayList<>();
        TopicReview review = TopicReview.of(config, catalogue);
        Set<String> due = new HashSet<>(review.missing());
        if (missed != null) {
            due.retainAll(missed);
        }
        if (!due.isEmpty()) {
            news.addAll(create(due, catalogue));
            complete |= !news.isEmpty();
            review = TopicReview.of(config, catalogue);
        }
        review.faults().stream().map(TopicFaults::toString).forEach(news::add);
        List<MissingRight> missing = rights.missing();
        missing.stream().map(MissingRight::toString).forEach(news::add);
        tell(missing);
        missed = review.missing();
        complete |= missed.isEmpty();
        news.stream().filter(line -> !told.contains(line)).forEach(LOG::warn);
        told = Set.copyOf(news);
    }

    /** What cannot be written holds all mails up; what cannot be read, only the mails put off. */
    private void tell(List<MissingRight> missing) {
        Optional<MissingRight> worst =
                missing.stream()
                        .filter(MissingRight::losesReports)
                        .findFirst()
                        .or(() -> missing.stream().findFirst());
        worst.ifPresentOrElse(
                right -> obstacle.put(right.toString(), !right.losesReports()), obstacle::remove);
    }

    /** Creates these, and says which could not be. */
    private List<String> create(Set<String> due, TopicCatalogue catalogue)
            throws InterruptedException {
        Map<String, List<String>> refused = new TreeMap<>();
        if (due.contains(topic)) {
            create(topic, () -> catalogue.create(topic), refused);
        }
        TopicState source = catalogue.states(List.of(topic)).get(topic);
        if (source != null) {
            TopicTerms terms = new TopicTerms(source);
            for (OwnTopic each : own) {
                if (due.contains(each.name())) {
                    create(each.name(), () -> catalogue.create(each, terms), refused);
                }
            }
        }
        return refused.entrySet().stream()
                .map(
                        why ->
                                ("topics could not be created (%s): %s; let this user create them,"
                                                + " or create them by hand")
                                        .formatted(why.getKey(), why.getValue()))
                .toList();
    }

    private interface Creation {
        void run() throws InterruptedException;
    }

    private static void create(String name, Creation creation, Map<String, List<String>> refused)
            throws InterruptedException {
        try {
            creation.run();
        } catch (RetriableException e) {
            throw e;
        } catch (KafkaException e) {
            refused.computeIfAbsent(e.getMessage(), why -> new ArrayList<>()).add(name);
        }
    }
}
