package dev.waypost.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.RelayConfig;
import dev.waypost.login.LoginFaults.Fault;
import dev.waypost.ops.Settings;
import dev.waypost.relay.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginFaultsTest {

    private static final String TOKEN =
            "token.url=https://t.example.org/token token.scopes=mail token.client-id=app"
                    + " token.client-secret=s username=shop ";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    username=shop                           | password           | is missing, and a user name is set
                    password=s                              | username           | is missing, so nobody would log in
                    username=shop password=s password-file=f | password          | is one login and waypost.relay.password-file another; only one can be used
                    """)
    void a_password_that_cannot_be_used_is_told(String settings, String key, String message) {
        assertThat(faults(settings)).containsExactly(key + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    password=s                         | password           | is one login and waypost.relay.token.client-secret another; only one can be used
                    token.key-file=k                   | token.client-secret | is one login and waypost.relay.token.key-file another; only one can be used
                    token.client-secret-file=f         | token.client-secret | is one login and waypost.relay.token.client-secret-file another; only one can be used
                    token.url=http://t.example.org     | token.url          | is no https URL, and a secret would travel in clear
                    token.url=http://localhost/token   | token.url          | is no https URL, and a secret would travel in clear
                    token.url=login.example.org/token  | token.url          | is no https URL, and a secret would travel in clear
                    token.url=https://                 | token.url          | is no URL
                    token.url=https://a{b}c/           | token.url          | is no URL
                    token.url=https://user@t.example.org/ | token.url       | names no host, or a user
                    token.url=                         | token.url          | is missing
                    token.scopes=                      | token.scopes       | is missing: a token without a scope lets nobody send
                    token.client-id=                   | token.client-id    | is missing
                    username=                          | username           | is missing, so nobody would log in
                    """)
    void a_token_that_could_not_be_got_is_told(String changed, String key, String message) {
        assertThat(faults(TOKEN + changed)).containsExactly(key + ": " + message);
    }

    @Test
    void what_is_whole_is_no_fault() {
        assertThat(faults("")).isEmpty();
        assertThat(faults("username=shop password=s")).isEmpty();
        assertThat(faults(TOKEN)).isEmpty();
        assertThat(faults(TOKEN + "token.refresh-token=r")).isEmpty();
    }

    @Test
    void what_a_profile_alone_says_is_no_login() {
        Map<String, String> profile =
                Map.of("waypost.relay.token.url", "https://t", "waypost.relay.token.scopes", "m");

        assertThat(LoginFaults.in(relay(profile), true)).isEmpty();
        assertThat(LoginFaults.in(relay(profile), false))
                .extracting(Fault::key)
                .containsExactly("waypost.relay.token.client-secret-file");
    }

    @Test
    void a_key_of_the_wrong_kind_is_told_by_what_it_is() throws Exception {
        Path key = Files.writeString(folder.resolve("key.pem"), pem("EC"));

        assertThat(faults(withKey(key)))
                .containsExactly(
                        "token.key-file: "
                                + key
                                + " holds a private key of the wrong kind, EC; expected is RSA");
        Files.writeString(key, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThat(faults(withKey(key)))
                .containsExactly(
                        "token.key-file: " + key + " holds a certificate, not a private key");
        Files.writeString(key, pem("RSA"));
        assertThat(faults(withKey(key))).isEmpty();
    }

    @Test
    void a_certificate_and_a_key_that_are_no_pair_are_told() throws IOException {
        Path one = TestCertificates.shared().keyPem(folder, "one");
        Path other = TestCertificates.shared().keyPem(folder, "other");

        assertThat(faults("client-certificate=" + one)).isEmpty();
        assertThat(faults("client-certificate=" + one + " client-key=" + other))
                .containsExactly(
                        "client-key: " + other + " holds another key than the certificate's");
        assertThat(faults("client-key=" + other))
                .containsExactly(
                        "client-certificate: is missing, and waypost.relay.client-key is set");
    }

    @Test
    void a_pkcs_12_file_is_certificate_and_key_under_one_password() throws IOException {
        Path pair = TestCertificates.shared().keyP12(folder, "one", "its own");
        Path other = TestCertificates.shared().keyPem(folder, "other");
        Path password = Files.writeString(folder.resolve("password"), "its own\n");
        String with = " client-key-password-file=" + password;

        assertThat(faults("client-certificate=" + pair + with)).isEmpty();
        assertThat(faults("client-certificate=" + pair + " client-key=" + other + with))
                .containsExactly(
                        "client-key: " + other + " holds another key than the certificate's");
        assertThat(faults("client-certificate=" + pair))
                .containsExactly(
                        "client-certificate: "
                                + pair
                                + " is encrypted, and waypost.relay.client-key-password-file is"
                                + " not set");
        Files.writeString(password, "another");
        assertThat(faults("client-certificate=" + pair + with))
                .containsExactly(
                        "client-certificate: "
                                + pair
                                + " does not open with the password of"
                                + " waypost.relay.client-key-password-file");
        assertThat(faults(with.strip()))
                .containsExactly(
                        "client-certificate: is missing, and"
                                + " waypost.relay.client-key-password-file is set");
    }

    @Test
    void a_file_of_octets_that_is_no_key_is_told() throws IOException {
        Path octets = Files.write(folder.resolve("key.bin"), new byte[] {0x30, (byte) 0x81, 3});

        assertThat(faults(withKey(octets)))
                .containsExactly(
                        "token.key-file: "
                                + octets
                                + " holds no private key: expected is PEM, -----BEGIN PRIVATE"
                                + " KEY-----, or PKCS #12");
    }

    private static String withKey(Path key) {
        return "username=shop token.url=https://t.example.org/token token.scopes=mail"
                + " token.client-id=app token.key-file="
                + key;
    }

    private static String pem(String algorithm) throws Exception {
        byte[] key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key));
    }

    /** Keys and messages; later settings replace earlier ones, empty ones take them out. */
    private static List<String> faults(String settings) {
        Map<String, String> all = new HashMap<>();
        for (String each : settings.strip().split(" +")) {
            if (!each.isEmpty()) {
                String[] pair = each.split("=", 2);
                all.put("waypost.relay." + pair[0], pair[1]);
            }
        }
        all.values().removeIf(String::isEmpty);
        return LoginFaults.in(relay(all), false).stream()
                .map(fault -> fault.key().replace("waypost.relay.", "") + ": " + fault.message())
                .toList();
    }

    private static RelayConfig relay(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("waypost.relay.host", "relay.example.org");
        return Settings.of(all).relay();
    }
}
