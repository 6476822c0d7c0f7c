package dev.waypost.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Logger LOGGER = Logger.getLogger(Heartbeat.class.getName());

    @Test
    void whatever_a_beat_throws_the_next_one_comes() {
        AtomicInteger beats = new AtomicInteger();
        Throwable[] all = {
            new OutOfMemoryError("a planted one"),
            new NoClassDefFoundError("a planted one"),
            new StackOverflowError("a planted one"),
            new IllegalStateException("a planted one")
        };

        try (Heartbeat heartbeat =
                new Heartbeat(
                        "test-heartbeat",
                        () -> {
                            int beat = beats.getAndIncrement();
                            if (beat < all.length) {
                                sneak(all[beat]);
                            }
                        })) {
            heartbeat.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> beats.get() > all.length);
        }
    }

    @Test
    void what_its_last_beat_meets_once_it_is_closed_is_not_told() throws Exception {
        Told told = new Told();
        CompletableFuture<Thread> beating = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        Heartbeat heartbeat =
                new Heartbeat(
                        "test-heartbeat",
                        () -> {
                            beating.complete(Thread.currentThread());
                            hold(closed);
                            throw new IllegalStateException("what it needs is gone");
                        });
        LOGGER.addHandler(told);
        try {
            heartbeat.start();
            Thread last = beating.get(30, TimeUnit.SECONDS);
            heartbeat.close();
            closed.countDown();
            last.join(30_000);
        } finally {
            LOGGER.removeHandler(told);
        }

        assertThat(told.lines).isEmpty();
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Told extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable trouble) throws T {
        throw (T) trouble;
    }
}
