package dev.waypost.config;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

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

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable trouble) throws T {
        throw (T) trouble;
    }
}
