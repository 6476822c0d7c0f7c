package dev.waypost.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastingThreadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Semaphore goOn = new Semaphore(0);
    private final AtomicInteger runs = new AtomicInteger();
    private LastingThread thread;

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void an_error_ends_it_no_more_than_an_exception_of_kafkas() {
        thread =
                new LastingThread(
                        "test",
                        () -> {
                            switch (runs.incrementAndGet()) {
                                case 1 -> throw new StackOverflowError("deep");
                                case 2 -> {
                                    goOn.acquire();
                                    throw new TimeoutException("no answer");
                                }
                                default -> {
                                    goOn.acquire();
                                    thread.well();
                                    thread.awaitStop(LONG);
                                }
                            }
                        });

        thread.start();

        await("the error is told")
                .atMost(LONG)
                .until(() -> thread.trouble().orElse("").endsWith("deep"));
        goOn.release();
        await("then the exception")
                .atMost(LONG)
                .until(() -> thread.trouble().orElse("").equals("no answer"));
        goOn.release();
        await("it goes well again").atMost(LONG).until(() -> thread.trouble().isEmpty());
        assertThat(runs).hasValue(3);
    }

    @Test
    void what_kafka_calls_retriable_is_no_trouble_before_it_has_lasted() {
        List<Optional<String>> seen = new CopyOnWriteArrayList<>();
        thread =
                new LastingThread(
                        "test",
                        () -> {
                            seen.add(thread.trouble());
                            if (thread.trouble().isPresent()) {
                                thread.awaitStop(LONG);
                            }
                            throw new TimeoutException("no answer");
                        });

        thread.start();

        await("it has lasted").atMost(LONG).until(() -> thread.trouble().isPresent());
        assertThat(seen).as("tries that were no trouble").hasSizeGreaterThan(2);
    }

    @Test
    void it_does_nothing_more_once_it_is_to_stop() {
        thread =
                new LastingThread(
                        "test",
                        () -> {
                            runs.incrementAndGet();
                            throw new IllegalStateException("broken");
                        });
        thread.start();
        await("it runs").atMost(LONG).until(() -> thread.trouble().isPresent());

        thread.stop();

        assertThat(thread.isStopping()).isTrue();
    }
}
