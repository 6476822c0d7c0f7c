package dev.waypost.smtp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_key_is_read_whatever_stands_around_it(String algorithm) throws Exception {
        PrivateKey key = key(algorithm, 0);

        PrivateKey read =
                PrivateKeys.read(
                        "Bag Attributes\n" + pem("CERTIFICATE", new byte[3]) + pkcs8(key) + "\n");

        assertThat(read.getEncoded()).isEqualTo(key.getEncoded());
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE, 'holds a certificate, not a private key'",
        "PUBLIC KEY, 'holds a public key, not a private one'",
        "ENCRYPTED PRIVATE KEY, holds an encrypted key",
        "RSA PRIVATE KEY, holds a key in the old form of OpenSSL",
        "PRIVATE KEY, holds a private key that is damaged"
    })
    void what_is_no_private_key_is_told_by_what_it_is(String label, String words) {
        assertThatThrownBy(() -> PrivateKeys.read(pem(label, new byte[8])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }

    @Test
    void a_file_without_pem_holds_no_key() {
        assertThatThrownBy(() -> PrivateKeys.read("secret"))
                .hasMessageStartingWith("holds no private key: expected is PEM");
    }

    private static PrivateKey key(String algorithm, int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair().getPrivate();
    }

    private static String pkcs8(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(content), label);
    }
}
