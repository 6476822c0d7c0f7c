package dev.waypost.ops.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When an examination is over, whatever is still silent. Immutable. */
final class Deadline {

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** One millisecond at least. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** The time, or what is left where that is less. */
    Duration within(Duration time) {
        Duration left = left();
        return left.compareTo(time) < 0 ? left : time;
    }

    /** What a task that keeps to this deadline comes to: it needs a moment more to say so. */
    <T> Optional<T> result(Future<T> task) {
        return result(task, left().plusMillis(500));
    }

    /** What a task has come to by then; empty where it is still under way. */
    static <T> Optional<T> result(Future<T> task, Duration longest) {
        try {
            return Optional.ofNullable(task.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
