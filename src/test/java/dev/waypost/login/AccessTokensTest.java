package dev.waypost.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.TestClock;
import dev.waypost.login.AccessTokens.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final NoToken AWAY = NoToken.unavailable("away", null);
    private static final NoToken REFUSED = NoToken.refused("invalid_grant");

    private final TestClock clock = new TestClock();
    private final Script server = new Script();
    private final AccessTokens tokens = new AccessTokens(server, clock::nanoTime);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Gives out {@code token-1}, {@code token-2} and so on, but for what it is told. */
    private static final class Script implements AccessTokens.Server {
        private final Deque<NoToken> failures = new ArrayDeque<>();
        private final AtomicInteger requests = new AtomicInteger();
        private CountDownLatch held = new CountDownLatch(0);
        private Object secret = "first";

        @Override
        public AccessToken ask() throws NoToken {
            int number = requests.incrementAndGet();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw NoToken.unavailable("interrupted", e);
            }
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            return new AccessToken("token-" + number, LIFETIME);
        }

        @Override
        public Object secret() {
            return secret;
        }

        @Override
        public String name() {
            return "tokens.example.org";
        }
    }

    @Test
    void nothing_is_asked_for_before_somebody_wants_a_token() {
        tokens.look();

        assertThat(server.requests).hasValue(0);
    }

    @Test
    void a_token_is_used_as_long_as_it_is_good() throws NoToken {
        String first = tokens.now();
        clock.advance(Duration.ofSeconds(50));

        assertThat(tokens.now()).isEqualTo(first).isEqualTo("token-1");
        assertThat(server.requests).hasValue(1);
        assertThat(tokens.left()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void the_next_one_is_asked_for_ahead_of_the_end_and_once() throws NoToken {
        tokens.now();
        clock.advance(Duration.ofSeconds(44));
        tokens.look();
        assertThat(server.requests).hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        tokens.look();
        tokens.look();

        assertThat(tokens.now()).isEqualTo("token-2");
        assertThat(server.requests).hasValue(2);
    }

    @Test
    void twenty_rotations_cost_twenty_requests() throws NoToken {
        tokens.now();
        for (int second = 0; second < 45 * 20; second++) {
            clock.advance(Duration.ofSeconds(1));
            tokens.look();
            assertThat(tokens.left()).isPositive();
        }

        assertThat(server.requests).hasValue(21);
    }

    @Test
    void many_who_want_one_at_once_cost_one_request() throws Exception {
        server.held = new CountDownLatch(1);
        List<Future<String>> all = together(16, tokens::now);

        server.held.countDown();

        for (Future<String> each : all) {
            assertThat(each.get()).isEqualTo("token-1");
        }
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void while_a_new_one_is_asked_for_the_old_one_is_used() throws Exception {
        tokens.now();
        clock.advance(Duration.ofSeconds(46));
        server.held = new CountDownLatch(1);
        Future<?> renewing = threads.submit(tokens::look);
        while (server.requests.get() < 2) {
            Thread.onSpinWait();
        }

        assertThat(tokens.now()).isEqualTo("token-1");

        server.held.countDown();
        renewing.get();
        assertThat(tokens.now()).isEqualTo("token-2");
    }

    @Test
    void while_the_server_is_away_the_token_in_hand_is_used_to_its_end() throws NoToken {
        tokens.now();
        server.failures.addAll(List.of(AWAY, AWAY, AWAY, AWAY));
        clock.advance(Duration.ofSeconds(45));
        tokens.look();

        assertThat(tokens.now()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(9));
        assertThat(tokens.now()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(noToken()).hasMessage("away");
        assertThat(tokens.left()).isZero();
    }

    @Test
    void a_server_that_is_away_is_asked_again_after_growing_pauses_whoever_wants_a_token() {
        server.failures.addAll(List.of(AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, AWAY));
        List<Integer> askedAt = new ArrayList<>();
        int asked = 0;
        for (int second = 0; second < 100; second++) {
            noToken();
            tokens.look();
            if (server.requests.get() > asked) {
                asked = server.requests.get();
                askedAt.add(second);
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(askedAt).startsWith(0, 1, 3, 7, 15, 31, 61, 91);
        assertThat(tokens.requests(Result.UNAVAILABLE)).isEqualTo(asked);
    }

    @Test
    void it_comes_back_by_itself_when_the_server_does() throws NoToken {
        server.failures.add(AWAY);
        noToken();
        Object before = tokens.proof();
        clock.advance(Duration.ofSeconds(1));

        tokens.look();

        assertThat(tokens.now()).isEqualTo("token-2");
        assertThat(tokens.proof()).isNotEqualTo(before);
        assertThat(tokens.requests(Result.GRANTED)).isEqualTo(1);
    }

    @Test
    void who_is_refused_asks_no_more_by_itself_but_whenever_a_login_is_tried() throws NoToken {
        server.failures.add(REFUSED);
        assertThat(noToken().isRefused()).isTrue();
        noToken();
        clock.advance(Duration.ofHours(1));
        tokens.look();
        assertThat(server.requests).hasValue(1);

        assertThat(tokens.now()).isEqualTo("token-2");
    }

    @Test
    void another_secret_is_tried_at_once() {
        server.failures.add(REFUSED);
        noToken();

        server.secret = "second";
        tokens.look();

        assertThat(tokens.left()).isEqualTo(LIFETIME);
    }

    @Test
    void consent_revoked_while_a_token_is_in_hand_is_felt_when_that_one_ends() throws NoToken {
        tokens.now();
        server.failures.addAll(List.of(REFUSED, REFUSED, REFUSED));
        clock.advance(Duration.ofSeconds(45));
        tokens.look();
        clock.advance(Duration.ofSeconds(1));
        tokens.look();
        assertThat(tokens.now()).isEqualTo("token-1");
        assertThat(tokens.requests(Result.REFUSED)).isEqualTo(2);

        clock.advance(Duration.ofSeconds(9));

        assertThat(noToken()).isSameAs(REFUSED);
    }

    @Test
    void a_token_that_the_relay_refuses_is_renewed_once() throws NoToken {
        String first = tokens.now();

        assertThat(tokens.renew(first)).isTrue();
        String second = tokens.now();
        assertThat(second).isNotEqualTo(first);
        assertThat(tokens.renew(first)).as("there is another one already").isTrue();
        assertThat(tokens.renew(second)).as("it was renewed already").isFalse();
        assertThat(server.requests).hasValue(2);
    }

    @Test
    void many_whose_token_is_refused_cost_one_request() throws Exception {
        String first = tokens.now();
        server.held = new CountDownLatch(1);
        List<Future<Boolean>> all = together(16, () -> tokens.renew(first));

        server.held.countDown();

        for (Future<Boolean> each : all) {
            assertThat(each.get()).isTrue();
        }
        assertThat(server.requests).hasValue(2);
    }

    private NoToken noToken() {
        return catchThrowableOfType(NoToken.class, tokens::now);
    }

    private <T> List<Future<T>> together(int many, Callable<T> task) {
        List<Future<T>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(threads.submit(task));
        }
        return all;
    }
}
