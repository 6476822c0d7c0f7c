package dev.waypost.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.relay.TestCertificates;
import dev.waypost.smtp.tls.KeyPassword;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {

    private final FakeTokenServer server = FakeTokenServer.start();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void client_credentials_are_posted_as_a_form() throws NoToken {
        AccessToken token = clientCredentials().ask();

        assertThat(token.value()).isEqualTo("token-1");
        assertThat(token.lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(server.requests())
                .containsExactly(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "app",
                                "client_secret", "s&cret=+ ü",
                                "scope", "https://outlook.office365.com/.default"));
        assertThat(token.toString()).doesNotContain("token-1");
    }

    @Test
    void a_refresh_token_that_is_replaced_is_used_no_more() throws Exception {
        Path file = Files.writeString(folder.resolve("refresh"), "first\n");
        TokenEndpoint endpoint =
                endpoint(
                        new RefreshToken(
                                "app",
                                Optional.empty(),
                                SecretText.in(file, "waypost.relay.token.refresh-token-file"),
                                "mail"));
        server.answer(
                200,
                "application/json",
                "{\"access_token\":\"a\",\"expires_in\":\"3600\",\"refresh_token\":\"second\"}");
        endpoint.ask();
        endpoint.ask();
        Files.writeString(file, "third\r\n");
        Files.setLastModifiedTime(
                file, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 9));
        endpoint.ask();

        assertThat(server.requests())
                .extracting(each -> each.get("refresh_token"))
                .containsExactly("first", "second", "third");
        assertThat(server.requests().get(0)).doesNotContainKey("client_secret");
    }

    @Test
    void a_service_account_signs_for_the_mailbox() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String pem =
                "-----BEGIN PRIVATE KEY-----\\n"
                        + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
                        + "\\n-----END PRIVATE KEY-----\\n";
        Path file =
                Files.writeString(
                        folder.resolve("key.json"),
                        """
                        {"type": "service_account", "client_email": "way@project.example",
                         "private_key_id": "k1", "private_key": "%s"}
                        """
                                .formatted(pem));

        endpoint(
                        new ServiceAccount(
                                SecretText.whole(file, "waypost.relay.token.key-file"),
                                () -> new KeyPassword("any", new char[0]),
                                "",
                                "shop@example.org",
                                server.url().toString(),
                                "https://mail.google.com/",
                                Clock.systemUTC()))
                .ask();

        Map<String, String> request = server.requests().get(0);
        assertThat(request.get("grant_type"))
                .isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
        JsonWebSignature assertion = new JsonWebSignature();
        assertion.setCompactSerialization(request.get("assertion"));
        assertion.setKey(keys.getPublic());
        assertThat(assertion.verifySignature()).isTrue();
        assertThat(assertion.getHeader("alg")).isEqualTo("RS256");
        assertThat(assertion.getHeader("kid")).isEqualTo("k1");
        assertThat(assertion.getPayload())
                .contains("\"iss\":\"way@project.example\"")
                .contains("\"sub\":\"shop@example.org\"")
                .contains("\"scope\":\"https://mail.google.com/\"")
                .contains("\"aud\":\"" + server.url() + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    400 | invalid_grant       | AADSTS70008: The token has expired.
                    401 | invalid_client      | AADSTS7000215: Invalid client secret provided.
                    400 | unauthorized_client | AADSTS700016: Application not found.
                    403 | access_denied       | Account restricted
                    """)
    void a_refusal_is_told_in_the_servers_words(int status, String error, String description) {
        server.refuse(status, error, description + "\\r\\nTrace of shop@example.org: s&cret=+ ü");

        NoToken refusal = failure(clientCredentials());

        assertThat(refusal.isRefused()).isTrue();
        assertThat(refusal)
                .hasMessage(
                        "localhost refuses a token: %s, %s Trace of <address> <not shown>"
                                .formatted(error, description));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    500 | text/html        | <html>oops</html>                       | HTTP 500
                    503 | application/json | {"error":"temporarily_unavailable"}     | HTTP 503, temporarily_unavailable
                    400 | application/json | {"error":"temporarily_unavailable"}     | HTTP 400, temporarily_unavailable
                    429 | application/json | {"error":"invalid_request"}             | HTTP 429, invalid_request
                    404 | text/html        | <html>no such tenant</html>             | HTTP 404
                    302 | text/html        | `` | HTTP 302
                    200 | text/html        | <html>log in, please</html>             | what is no JSON
                    200 | application/json | []                                      | what is no JSON
                    200 | application/json | {"access_token":"a b","expires_in":60}  | JSON without a bearer token
                    200 | application/json | {"access_token":"a","token_type":"mac","expires_in":60} | JSON without a bearer token
                    200 | application/json | {"access_token":"a"}                    | a token that does not say how long it is good (expires_in)
                    200 | application/json | {"access_token":"a","expires_in":0}     | a token that does not say how long it is good (expires_in)
                    """)
    void what_is_of_no_use_passes_by_itself(int status, String type, String body, String words) {
        server.answer(status, type, body);

        NoToken none = failure(clientCredentials());

        assertThat(none.isRefused()).isFalse();
        assertThat(none).hasMessage("localhost answers " + words);
    }

    @Test
    void a_server_that_is_away_refuses_the_connection() {
        server.goAway();

        NoToken none = failure(clientCredentials());

        assertThat(none.isRefused()).isFalse();
        assertThat(none).hasMessageEndingWith("refuses the connection");
    }

    @Test
    void a_server_that_is_silent_is_not_waited_for_long() {
        CountDownLatch silence = server.hold();

        NoToken none = failure(endpoint(grant(), Duration.ofMillis(300)));

        assertThat(none).hasMessageEndingWith("does not answer");
        silence.countDown();
    }

    @Test
    void a_server_whose_certificate_nobody_knows_is_told_nothing() throws Exception {
        TokenEndpoint endpoint =
                new TokenEndpoint(
                        server.url(), grant(), SSLContext.getDefault(), Duration.ofSeconds(10));

        assertThat(failure(endpoint)).hasMessageContaining("cannot be trusted");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void an_answer_without_end_is_cut_off() {
        server.answer(200, "application/json", "{" + " ".repeat(1 << 20) + "}");

        assertThat(failure(clientCredentials())).hasMessageEndingWith("what is no JSON");
    }

    private TokenEndpoint clientCredentials() {
        return endpoint(grant());
    }

    private static Grant grant() {
        return new ClientCredentials(
                "app", SecretText.of("s&cret=+ ü"), "https://outlook.office365.com/.default");
    }

    private TokenEndpoint endpoint(Grant grant) {
        return endpoint(grant, Duration.ofSeconds(10));
    }

    private TokenEndpoint endpoint(Grant grant, Duration patience) {
        return new TokenEndpoint(
                server.url(), grant, TestCertificates.shared().clientContext(), patience);
    }

    private static NoToken failure(TokenEndpoint endpoint) {
        return catchThrowableOfType(NoToken.class, endpoint::ask);
    }
}
