package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.login.FakeTokenServer;
import dev.waypost.relay.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logins by OAuth 2: tokens rotate without anybody noticing, a token server that is away leaves
 * lag, and one that refuses halts in its words. Sizes by {@code -Dtokens.seconds}, {@code
 * -Dtokens.rotations} and {@code -Dtokens.mails}.
 */
class TokenLoginIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int SECONDS =
            Integer.getInteger(
                    "tokens.seconds",
                    (int)
                            Thorough.lasting(Duration.ofMinutes(1), Duration.ofSeconds(2))
                                    .toSeconds());
    private static final Duration AWAY = Thorough.lasting(Duration.ofMinutes(2), Duration.ZERO);
    private static final int ROTATIONS = Integer.getInteger("tokens.rotations", Thorough.cases(20));
    private static final int MAILS = Integer.getInteger("tokens.mails", 0);

    private final Surroundings world = new Surroundings();
    private final FakeTokenServer tokens = FakeTokenServer.start();

    @TempDir Path folder;

    @AfterEach
    void close() {
        world.close();
        tokens.close();
    }

    @Test
    void from_rubbish_at_the_start_on_tokens_rotate_under_load_until_their_server_goes_and_refuses()
            throws IOException {
        tokens.tokensFor(Duration.ofSeconds(SECONDS));
        world.relay().tokens("shop@example.org", tokens::isGood).forgetBodies();

        world.publish(0, 20);
        tokens.answer(200, "text/html", "<html>log in, please</html>");

        try (WaypostProcess waypost =
                settings().with("WAYPOST_DELIVERY_MESSAGES_PER_CONNECTION", 20).start()) {
            rubbishLeavesLag(waypost);
            int mails = 20;
            int before = tokens.requests().size();
            long began = System.nanoTime();
            while (tokens.requests().size() <= before + ROTATIONS || mails < MAILS) {
                int more = Math.max(200, MAILS / 50);
                world.publish(mails, mails + more);
                mails += more;
                int all = mails;
                await(all + " arrived")
                        .atMost(LONG)
                        .pollDelay(Duration.ofMillis(10L * SECONDS))
                        .until(() -> world.relay().mailCount() >= all);
            }

            double seconds = (System.nanoTime() - began) / 1e9;
            int requests = tokens.requests().size() - before;
            System.out.printf(
                    "%d mails in %.1f s, %d logins, %d refused; %d token requests%n",
                    mails,
                    seconds,
                    world.relay().logins().size(),
                    world.relay().badLogins().size(),
                    requests);
            assertThat(world.relay().badLogins()).isEmpty();
            assertThat(world.relay().logins()).hasSizeGreaterThan(ROTATIONS);
            assertThat(requests)
                    .as("one at the start, one whenever three quarters of a life are over")
                    .isLessThanOrEqualTo(2 + (int) (seconds / (SECONDS * 0.75)));
            assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();
            assertThat(metric(waypost, "waypost_token_requests_total{result=\"granted\"}"))
                    .isBetween(ROTATIONS + 1.0, tokens.requests().size() * 1.0);

            tokens.goAway();
            await("no token is left")
                    .atMost(LONG.plusSeconds(SECONDS))
                    .until(() -> metric(waypost, "waypost_token_seconds_left") == 0);
            world.publish(mails, mails + 400);
            mails += 400;
            await("the open connections are used up")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("token_unavailable"));
            await("it stays away").atMost(LONG.plus(AWAY)).pollDelay(AWAY).until(waypost::isAlive);
            assertThat(world.topics().lag("waypost", "outbound-mail")).isPositive();
            tokens.comeBack();
            flow(mails);
            assertThat(world.relay().badLogins()).isEmpty();

            tokens.revoke();
            tokens.refuse(401, "invalid_client", "AADSTS7000222: it has ended.");
            world.publish(mails, mails + 400);
            await("it halts")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("token_refused"));
            assertThat(waypost.page("/q/health/ready"))
                    .contains("halted, ", "invalid_client, AADSTS7000222: it has ended.");
            assertThat(world.topics().lag("waypost", "outbound-mail")).isPositive();
            assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();
            assertThat(waypost.log()).doesNotContain("token-1", "the secret", "shop@example.org");
        }
    }

    private void rubbishLeavesLag(WaypostProcess waypost) {
        await("it says why")
                .atMost(LONG)
                .until(() -> waypost.page("/q/health/ready").contains("what is no JSON"));
        tokens.answer(500, "text/html", "<html>oops</html>");
        tokens.answer(200, "application/json", "{\"access_token\":\"a\"}");
        assertThat(world.relay().connections(Port.SUBMISSION)).isZero();

        tokens.grant();

        flow(20);
        assertThat(waypost.log().split("relay unreachable", -1)).hasSize(2);
    }

    @Test
    void without_a_token_server_open_connections_go_on_and_then_mails_wait() throws Exception {
        tokens.tokensFor(Duration.ofSeconds(2));
        world.relay().tokens("shop@example.org", tokens::isGood);

        KeyPair keys = pair();

        try (WaypostProcess waypost =
                byServiceAccount(keys)
                        .with("WAYPOST_DELIVERY_CONNECTIONS", 1)
                        .with("WAYPOST_DELIVERY_WORKERS", 1)
                        .with("WAYPOST_DELIVERY_MESSAGES_PER_CONNECTION", 50)
                        .start()
                        .ready()) {
            arrive(0, 5);
            tokens.goAway();
            await("no token is left")
                    .atMost(LONG)
                    .until(() -> metric(waypost, "waypost_token_seconds_left") == 0);

            arrive(5, 10);
            world.publish(10, 200);

            await("the connection is used up")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("token_unavailable"));
            // It may go away within a request.
            assertThat(waypost.page("/q/health/ready"))
                    .containsAnyOf("refuses the connection", "broke the connection off");
            assertThat(world.topics().lag("waypost", "outbound-mail")).isPositive();
            assertThat(world.relay().connections(Port.SUBMISSION)).isEqualTo(1);
            await("it stays away").atMost(LONG.plus(AWAY)).pollDelay(AWAY).until(waypost::isAlive);
            assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();

            tokens.comeBack();

            flow(200);
            assertThat(world.relay().badLogins()).isEmpty();
            assertThat(waypost.log().split("relay unreachable", -1)).hasSize(2);
            assertThat(metric(waypost, "waypost_token_requests_total{result=\"unavailable\"}"))
                    .isPositive();
            assertThat(tokens.requests()).allMatch(request -> isSignedBy(keys, request));
        }
    }

    @Test
    void revoked_consent_halts_in_the_servers_words_until_it_is_granted_again() throws IOException {
        world.relay().tokens("shop@example.org", tokens::isGood);

        Path consent = Files.writeString(folder.resolve("consent"), "given once\n");

        try (WaypostProcess waypost =
                application()
                        .with("WAYPOST_RELAY_TOKEN_REFRESH_TOKEN_FILE", consent)
                        .with("WAYPOST_DELIVERY_MESSAGES_PER_CONNECTION", 5)
                        .with("WAYPOST_RELAY_HALT_BACKOFF", "1s")
                        .start()
                        .ready()) {
            arrive(0, 5);
            tokens.revoke();
            tokens.refuse(400, "invalid_grant", "AADSTS50173: the grant has been revoked.");
            world.publish(5, 200);

            await("it halts")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("token_refused"));
            assertThat(waypost.page("/q/health/ready"))
                    .contains("halted, ")
                    .contains("invalid_grant, AADSTS50173: the grant has been revoked.");
            assertThat(waypost.log())
                    .contains("relay halted: token_refused")
                    .contains("AADSTS50173");
            assertThat(world.topics().lag("waypost", "outbound-mail")).isPositive();
            assertThat(tokens.requests()).allMatch(consented("given once"));

            Files.writeString(consent, "given again\n");
            tokens.grant();

            flow(200);
            assertThat(waypost.log().split("relay halted", -1)).hasSize(2);
            assertThat(tokens.requests()).last().matches(consented("given again"));
            assertThat(waypost.log()).doesNotContain("given once", "given again");
        }
    }

    @Test
    void the_doctor_says_whether_a_token_was_got_and_how_each_port_let_us_in() throws IOException {
        world.relay().tokens("shop@example.org", tokens::isGood);

        examined("a token from localhost, good for 3", "OAUTHBEARER ok");

        tokens.refuse(401, "invalid_client", "AADSTS7000222: it has ended.");
        String refused =
                examined(
                        "no token, so no login was tried: localhost refuses a token:",
                        "invalid_client, AADSTS7000222: it has ended.");

        assertThat(refused).doesNotContain("OAUTHBEARER ok", "as it was told");
        assertThat(tokens.requests()).allMatch(consented("as it was told"));
        assertThat(world.relay().badLogins()).isEmpty();
    }

    /** The doctor looks for some seconds only; on a busy machine it is asked again. */
    private String examined(String... words) {
        return await("the doctor says " + words[0])
                .atMost(LONG.multipliedBy(2))
                .until(this::doctor, told -> Stream.of(words).allMatch(told::contains));
    }

    private String doctor() throws IOException {
        try (WaypostProcess doctor =
                application()
                        .with("WAYPOST_RELAY_TOKEN_REFRESH_TOKEN", "as it was told")
                        .arguments("doctor")
                        .start()) {
            doctor.exitCode(LONG);
            return doctor.log();
        }
    }

    private WaypostProcess.Settings settings() throws IOException {
        Path secret = Files.writeString(folder.resolve("client-secret"), "the secret\n");
        return application().with("WAYPOST_RELAY_TOKEN_CLIENT_SECRET_FILE", secret);
    }

    private WaypostProcess.Settings byServiceAccount(KeyPair keys) throws IOException {
        String pem =
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(keys.getPrivate().getEncoded()));
        return application()
                .with(
                        "WAYPOST_RELAY_TOKEN_KEY_FILE",
                        Files.writeString(folder.resolve("key.pem"), pem));
    }

    private WaypostProcess.Settings application() {
        return world.settings()
                .with("WAYPOST_RELAY_USERNAME", "shop@example.org")
                .with("WAYPOST_RELAY_TOKEN_URL", tokens.url())
                .with("WAYPOST_RELAY_TOKEN_SCOPES", "https://outlook.office365.com/.default")
                .with("WAYPOST_RELAY_TOKEN_CLIENT_ID", "app")
                .with("WAYPOST_RELAY_TOKEN_TRUST_CERTIFICATES", tokens.caPem());
    }

    private static KeyPair pair() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** RFC 6749 section 6. */
    private static Predicate<Map<String, String>> consented(String refreshToken) {
        return request ->
                "refresh_token".equals(request.get("grant_type"))
                        && refreshToken.equals(request.get("refresh_token"));
    }

    /** RFC 7523 section 2.1. */
    private static boolean isSignedBy(KeyPair keys, Map<String, String> request) {
        JsonWebSignature assertion = new JsonWebSignature();
        assertion.setKey(keys.getPublic());
        try {
            assertion.setCompactSerialization(request.get("assertion"));
            return assertion.verifySignature()
                    && assertion.getPayload().contains("\"sub\":\"shop@example.org\"");
        } catch (JoseException e) {
            return false;
        }
    }

    private void arrive(int from, int to) {
        world.publish(from, to);
        await(to + " arrived").atMost(LONG).until(() -> world.arrived().size() == to);
    }

    private void flow(int mails) {
        await(mails + " arrived and committed")
                .atMost(LONG)
                .untilAsserted(
                        () -> {
                            assertThat(world.arrived()).hasSize(mails);
                            assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                        });
        assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();
    }

    private static double metric(WaypostProcess waypost, String name) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$")
                        .matcher(waypost.page("/q/metrics"));
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }
}
