package dev.waypost.ops.deadletter;

import dev.waypost.config.KafkaSettings;
import dev.waypost.report.RecordPlace;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** One replay: what goes and what stays, letter by letter, at its pace. One thread. */
final class Replay implements AutoCloseable {

    private final ReplayOrder order;
    private final ReplayMemory memory;
    private final ReplayListener listener;
    private final ReplayWriter writer;
    private final Counts reasons = new Counts();
    private final Map<HeldBack, Long> held = new EnumMap<>(HeldBack.class);
    private final long begun = System.nanoTime();
    private long next = begun;
    private long matched;
    private long chosen;
    private long putBack;
    private boolean limited;
    private String trouble;

    Replay(
            KafkaSettings kafka,
            ReplayTopics topics,
            ReplayOrder order,
            ReplayMemory memory,
            ReplayListener listener,
            Clock clock) {
        this.order = order;
        this.memory = memory;
        this.listener = listener;
        this.writer = order.dryRun() ? null : new ReplayWriter(kafka, topics, clock, this::putBack);
    }

    /** Takes the next letter; false once it will take no more. */
    boolean take(DeadLetterRecord letter) {
        if (order.limit() > 0 && chosen == order.limit()) {
            limited = true;
            return false;
        }
        matched++;
        List<String> left = memory.left(letter);
        Optional<HeldBack> why = heldBack(letter, left);
        if (why.isPresent()) {
            held.merge(why.get(), 1L, Long::sum);
            listener.heldBack(letter, why.get());
            return true;
        }
        chosen++;
        if (writer == null) {
            putBack(letter, null);
            return true;
        }
        try {
            awaitTurn();
            writer.write(letter, left);
            return true;
        } catch (KafkaException e) {
            stopped(e);
            return false;
        }
    }

    /** It will take no more, for this reason. */
    void stopped(KafkaException why) {
        trouble = trouble == null ? why.getMessage() : trouble;
    }

    private Optional<HeldBack> heldBack(DeadLetterRecord letter, List<String> left) {
        if (!letter.isReplayable()) {
            return Optional.of(HeldBack.UNREADABLE);
        }
        if (left == null) {
            return Optional.of(HeldBack.ACCEPTED);
        }
        if (!order.again() && memory.wasPutBack(letter)) {
            return Optional.of(HeldBack.REPLAYED);
        }
        if (letter.replays() >= order.maxReplays()) {
            return Optional.of(HeldBack.TOO_OFTEN);
        }
        return !order.forgotten() && memory.hasForgotten(letter)
                ? Optional.of(HeldBack.FORGOTTEN)
                : Optional.empty();
    }

    private void putBack(DeadLetterRecord letter, RecordPlace now) {
        putBack++;
        reasons.add(letter.reason());
        listener.putBack(letter, now);
    }

    private void awaitTurn() {
        if (order.rate() == null) {
            return;
        }
        long now = System.nanoTime();
        if (next > now) {
            // What waits in the batch would be late for as long.
            writer.flush();
            sleep(next - System.nanoTime());
        }
        next = Math.max(next, now) + (long) (1e9 / order.rate().perSecond());
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, nanos)).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped", e);
        }
    }

    /** All that was taken is written, or known not to be. */
    ReplayReport finish() {
        if (writer != null) {
            try {
                writer.flush();
            } catch (KafkaException e) {
                stopped(e);
            }
        }
        return new ReplayReport(
                order.dryRun(),
                matched,
                putBack,
                reasons.each(),
                Map.copyOf(held),
                limited,
                Optional.ofNullable(trouble),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
