package dev.waypost.smtp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.relay.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_key_is_read_whatever_stands_around_it(String algorithm) throws Exception {
        PrivateKey key = key(algorithm, 0);

        PrivateKey read =
                read("Bag Attributes\n" + pem("CERTIFICATE", new byte[3]) + pkcs8(key) + "\n");

        assertThat(read.getEncoded()).isEqualTo(key.getEncoded());
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE, 'holds a certificate, not a private key'",
        "PUBLIC KEY, 'holds a public key, not a private one'",
        "ENCRYPTED PRIVATE KEY, 'is encrypted, and the.setting is not set'",
        "RSA PRIVATE KEY, holds a key in the old form of OpenSSL",
        "PRIVATE KEY, holds a private key that is damaged"
    })
    void what_is_no_private_key_is_told_by_what_it_is(String label, String words) {
        assertThatThrownBy(() -> read(pem(label, new byte[8])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }

    @Test
    void a_file_without_pem_holds_no_key() {
        assertThatThrownBy(() -> read("secret"))
                .hasMessageStartingWith("holds no private key: expected is PEM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void an_encrypted_key_opens_with_its_password_alone(String algorithm) throws Exception {
        PrivateKey key = key(algorithm, 0);
        byte[] encrypted =
                new JcaPKCS8Generator(
                                key,
                                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                        .setProvider(new BouncyCastleProvider())
                                        .setPassword("its own".toCharArray())
                                        .build())
                        .generate()
                        .getContent();
        String pem = pem("ENCRYPTED PRIVATE KEY", encrypted);

        assertThat(read(pem, "its own").getEncoded()).isEqualTo(key.getEncoded());
        assertThatThrownBy(() -> read(pem, "another"))
                .hasMessage("does not open with the password of the.setting");
    }

    /** As keys are encrypted today, and as Windows and OpenSSL did before 3.0. */
    @ParameterizedTest
    @ValueSource(strings = {"PBEWithHmacSHA256AndAES_256", "PBEWithSHA1AndDESede"})
    void a_pkcs_12_file_opens_with_its_password_alone(String algorithm) throws Exception {
        PrivateKey key = key("EC", 0);
        byte[] file = pkcs12(Map.of("one", key), algorithm);

        assertThat(PrivateKeys.read(file, password("its own"))).isEqualTo(key);
        assertThatThrownBy(() -> PrivateKeys.read(file, password("another")))
                .hasMessage("does not open with the password of the.setting");
        assertThatThrownBy(() -> PrivateKeys.read(file, password("")))
                .hasMessage("is encrypted, and the.setting is not set");
        byte[] half = Arrays.copyOf(file, file.length / 2);
        assertThatThrownBy(() -> PrivateKeys.read(half, password("its own")))
                .hasMessage("is PKCS #12 that is damaged");
    }

    @Test
    void of_several_keys_in_a_pkcs_12_file_none_is_taken() throws Exception {
        byte[] file =
                pkcs12(Map.of("one", key("EC", 0), "two", key("EC", 0)), "PBEWithSHA1AndDESede");

        assertThatThrownBy(() -> PrivateKeys.read(file, password("its own")))
                .hasMessage("is PKCS #12 with 2 private keys; expected is one");
    }

    private byte[] pkcs12(Map<String, PrivateKey> keys, String algorithm) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "its own".toCharArray();
        X509Certificate[] chain =
                RelayTls.certificates(
                                Files.readAllBytes(TestCertificates.shared().keyPem(folder, "any")))
                        .toArray(X509Certificate[]::new);
        for (Map.Entry<String, PrivateKey> each : keys.entrySet()) {
            store.setEntry(
                    each.getKey(),
                    new KeyStore.PrivateKeyEntry(each.getValue(), chain),
                    new KeyStore.PasswordProtection(password, algorithm, null));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password);
        return file.toByteArray();
    }

    private static PrivateKey read(String text) {
        return read(text, "");
    }

    private static PrivateKey read(String text, String password) {
        return PrivateKeys.read(text.getBytes(StandardCharsets.US_ASCII), password(password));
    }

    private static KeyPassword password(String text) {
        return new KeyPassword("the.setting", text.toCharArray());
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
