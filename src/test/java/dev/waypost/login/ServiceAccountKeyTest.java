package dev.waypost.login;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.smtp.tls.KeyPassword;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAccountKeyTest {

    @Test
    void a_service_account_signs_with_rsa_alone() throws Exception {
        assertThatThrownBy(() -> read(key("EC", 256)))
                .hasMessageContaining("wrong kind, EC; expected is RSA");
        assertThatThrownBy(() -> read(key("RSA", 1024)))
                .hasMessageContaining("1024 bits; at least 2048");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"type": "authorized_user"} | is JSON of type "authorized_user"
                    {"type": "service_account"} | holds no private key
                    {"type":                    | looks like JSON and is not, at line 1
                    """)
    void json_that_is_no_service_accounts_key_is_told_so(String json, String words) {
        assertThatThrownBy(() -> read(json)).hasMessageStartingWith(words);
    }

    private static ServiceAccountKey read(String text) {
        return ServiceAccountKey.read(
                text.getBytes(StandardCharsets.UTF_8), new KeyPassword("any", new char[0]));
    }

    private static String key(String algorithm, int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(
                        Base64.getMimeEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded()));
    }
}
