package dev.waypost.smtp.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** Our own certificate and its key, for a relay that asks for one in the handshake. */
public final class ClientIdentity {

    private static final String CERTIFICATE = "waypost.relay.client-certificate";
    private static final String KEY = "waypost.relay.client-key";
    private static final char[] NO_SECRET = "in-memory".toCharArray();

    private ClientIdentity() {}

    /** A pair that cannot be used: the setting, what is wrong with it, what to do. */
    public static final class Unusable extends IllegalArgumentException {

        private final String setting;
        private final String fault;
        private final String advice;

        private Unusable(String setting, String fault, String advice) {
            super(setting + ": " + fault + "; " + advice);
            this.setting = setting;
            this.fault = fault;
            this.advice = advice;
        }

        public String setting() {
            return setting;
        }

        public String fault() {
            return fault;
        }

        public String advice() {
            return advice;
        }
    }

    /**
     * Reads the pair.
     *
     * @param certificate PEM, our own first, or PKCS #12
     * @param key PEM or PKCS #12; may be the same file
     * @throws Unusable where it is no pair
     */
    public static X509KeyManager read(Path certificate, Path key, KeyPassword password) {
        List<X509Certificate> chain = chain(certificate, password);
        PrivateKey ours = key(key, password);
        requirePair(chain.get(0).getPublicKey(), ours, key);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("us", ours, NO_SECRET, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, NO_SECRET);
            return (X509KeyManager) managers.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store cannot be made", e);
        }
    }

    private static List<X509Certificate> chain(Path file, KeyPassword password) {
        byte[] content = content(CERTIFICATE, file);
        try {
            List<X509Certificate> chain =
                    Pkcs12.isIn(content)
                            ? Pkcs12.read(content, password).chain()
                            : RelayTls.certificates(content);
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (IllegalArgumentException e) {
            throw new Unusable(CERTIFICATE, file + " " + e.getMessage(), "name one that opens");
        } catch (CertificateException none) {
            // Told below.
        }
        throw new Unusable(
                CERTIFICATE,
                file + " holds no certificate",
                "name one in PEM, or PKCS #12, that does");
    }

    private static PrivateKey key(Path file, KeyPassword password) {
        try {
            return PrivateKeys.read(content(KEY, file), password);
        } catch (Unusable e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new Unusable(KEY, file + " " + e.getMessage(), "name the certificate's key");
        }
    }

    private static byte[] content(String setting, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Unusable(setting, "cannot read " + file, "name a file that can be read");
        }
    }

    private static void requirePair(PublicKey certified, PrivateKey ours, Path file) {
        if (!isPair(certified, ours)) {
            throw new Unusable(
                    KEY,
                    file + " holds another key than the certificate's",
                    "name the key that the certificate was made for");
        }
    }

    private static boolean isPair(PublicKey certified, PrivateKey ours) {
        try {
            Signature signature =
                    Signature.getInstance(
                            switch (ours.getAlgorithm()) {
                                case "RSA" -> "SHA256withRSA";
                                case "EC" -> "SHA256withECDSA";
                                default -> "Ed25519";
                            });
            signature.initSign(ours);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
