package dev.waypost.dedup;

import dev.waypost.config.Handover;
import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaSettings;
import dev.waypost.config.LastingThread;
import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.pace.PaceNews;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.quarkus.main.events.BeforeConfigure;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Reads the marks of accepted mails back from the status topic: its end at start (as many records
 * as the window is wide, but for marks of replays), then whatever any pod writes. Nothing is
 * carried before the end was reached, at start and after a handover. Its own thread.
 */
@Singleton
@Named("statusTail")
@RegisterForReflection
public class StatusTail implements Handover {

    /** Record header with the marks, beside the status event. */
    public static final String HEADER = "waypost-accepted";

    /**
     * Record header of the mark that a replay leaves: the dead letter. It says of nobody that he
     * has the mail, so a large replay must not stand for what is to be remembered.
     */
    public static final String REPLAYED = "waypost-replayed";

    private static final Logger LOG = Logger.getLogger(StatusTail.class);

    /** How late another pod may learn of an acceptance. */
    private static final Duration BATCH = Duration.ofMillis(100);

    /** How late it is noticed that its partitions changed. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final SeenEvents seen;
    private final PaceNews news;
    private final Clock clock;
    private final String topic;
    private final Map<String, Object> broker;
    private final Map<String, Object> settings;
    private final TailPositions positions;
    private final LastingThread thread = new LastingThread("waypost-status-tail", this::follow);

    /** How often it was asked for the topic's end, at the start for one. */
    private final AtomicLong asked = new AtomicLong(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answer = lock.newCondition();

    /** Up to which of these questions the end was found; the tail's thread only. */
    private long found;

    /** Up to which of them it was reached. */
    private volatile long reached;

    /** Null while it does not read. */
    private volatile Consumer<?, ?> reading;

    @Inject
    StatusTail(
            SeenEvents seen,
            PaceNews news,
            WaypostConfig config,
            KafkaSettings kafka,
            KafkaClients clients,
            Clock clock) {
        this.clients = clients;
        this.seen = seen;
        this.news = news;
        this.clock = clock;
        this.topic = TopicNames.of(config).status();
        this.positions = new TailPositions(topic, config.dedup().window());
        this.broker = kafka.admin(Duration.ofSeconds(5));
        this.settings =
                kafka.reader(
                        Map.of(
                                // A broker that makes a topic for whoever asks has its own terms.
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                // A fetch for each record would cost more than the mails do.
                                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                                1 << 20,
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                (int) BATCH.toMillis()));
    }

    void beforeConfigure(@Observes BeforeConfigure event) {
        start();
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        stop();
    }

    /** Begins to read, once; before the routes are loaded, for their mails wait for it. */
    public void start() {
        thread.start();
    }

    /** Reads no more. */
    public void stop() {
        thread.stop();
    }

    @Override
    public void takenOver() {
        asked.incrementAndGet();
        // Mails wait for the answer, and it may wait for a record.
        Optional.ofNullable(reading).ifPresent(Consumer::wakeup);
    }

    /**
     * Waits until what was accepted before this process began, and before partitions came to it, is
     * known.
     */
    public void awaitCaughtUp() throws InterruptedException {
        long question = asked.get();
        if (reached >= question) {
            return;
        }
        lock.lockInterruptibly();
        try {
            while (reached < question) {
                answer.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Why it is not known who has which mail, in words for an operator: nothing is carried before
     * the end was reached once; later, mails of other pods are not learned of.
     */
    public Optional<String> trouble() {
        Optional<String> notYet =
                Optional.of(topic + " is not read up to its end yet").filter(it -> reached == 0);
        return thread.trouble()
                .map(why -> "the status topic %s cannot be read: %s".formatted(topic, why))
                .or(() -> notYet);
    }

    private void follow() throws InterruptedException {
        try (KafkaClients.TopicLookup topics = clients.topics(broker);
                Consumer<byte[], byte[]> tail = clients.reader(settings)) {
            reading = tail;
            while (!thread.isStopping()) {
                try {
                    follow(tail, topics);
                } catch (WakeupException e) {
                    LOG.trace("asked for the end", e);
                }
            }
        } finally {
            reading = null;
        }
    }

    /** Until the next look at the topic. */
    private void follow(Consumer<byte[], byte[]> tail, KafkaClients.TopicLookup topics)
            throws InterruptedException {
        look(tail, topics);
        long until = System.nanoTime() + BETWEEN_LOOKS.toNanos();
        while (!thread.isStopping() && System.nanoTime() - until < 0) {
            read(tail, topics);
        }
        thread.well();
    }

    /** Follows the topic's partitions, whatever became of them. */
    void look(Consumer<?, ?> tail, KafkaClients.TopicLookup topics) throws InterruptedException {
        positions.follow(tail, topics);
    }

    /** Takes in what came since; where nothing did, the end is reached without waiting for more. */
    void read(Consumer<byte[], byte[]> tail, KafkaClients.TopicLookup topics)
            throws InterruptedException {
        long question = asked.get();
        if (found < question) {
            // What was read of a topic before it was made anew is not up to its end.
            look(tail, topics);
            positions.findEnds(tail);
            found = question;
            answerAtTheEnd(tail);
        }
        for (ConsumerRecord<byte[], byte[]> status : tail.poll(BATCH)) {
            Header marks = status.headers().lastHeader(HEADER);
            if (marks != null && marks.value() != null) {
                String all = new String(marks.value(), StandardCharsets.US_ASCII);
                boolean taken = reached == 0 && !seen.knowsAll(all);
                seen.remember(all);
                if (taken) {
                    news.hearTaken(clock.millis() - status.timestamp());
                }
            } else if (status.headers().lastHeader(REPLAYED) != null) {
                positions.passOver(new TopicPartition(status.topic(), status.partition()));
            }
            Header pace = status.headers().lastHeader(PaceNews.HEADER);
            if (pace != null && pace.value() != null && reached > 0) {
                news.hear(pace.value(), clock.millis() - status.timestamp());
            }
        }
        positions.advance(tail);
        answerAtTheEnd(tail);
    }

    private void answerAtTheEnd(Consumer<?, ?> tail) {
        if (reached >= found || !positions.isCaughtUp() || positions.goFurtherBack(tail)) {
            return;
        }
        if (reached == 0) {
            LOG.infof("read %d status partitions up to their ends", positions.partitions());
        }
        lock.lock();
        try {
            reached = found;
            answer.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
