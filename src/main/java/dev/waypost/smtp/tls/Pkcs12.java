package dev.waypost.smtp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A PKCS #12 file (RFC 7292), as Java's keytool, Windows and Google make them.
 *
 * @param chain the key's certificate and those that lead to its CA; empty where it holds none
 */
record Pkcs12(PrivateKey key, List<X509Certificate> chain) {

    private static final int SEQUENCE = 0x30;

    /** RFC 7292 section 4: INTEGER, of one octet, and the only version there is. */
    private static final byte[] VERSION = {2, 1, 3};

    /** Whether these octets begin as such a file does; a certificate in DER does not. */
    static boolean isIn(byte[] content) {
        if (content.length < 2 || content[0] != SEQUENCE) {
            return false;
        }
        // X.690 section 8.1.3: the length is in this octet, or this says in how many more.
        int begin = content[1] >= 0 ? 2 : 2 + (content[1] & 0x7f);
        for (int i = 0; i < VERSION.length; i++) {
            if (begin + i >= content.length || content[begin + i] != VERSION[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The one key in it, and what belongs to that.
     *
     * @throws IllegalArgumentException with what is wrong with the file
     */
    static Pkcs12 read(byte[] content, KeyPassword password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password.chars());
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new IllegalArgumentException(
                        "is PKCS #12 with %d private keys; expected is one".formatted(keys.size()));
            }
            PrivateKey key = (PrivateKey) store.getKey(keys.get(0), password.chars());
            return new Pkcs12(key, certificates(store.getCertificateChain(keys.get(0))));
        } catch (UnrecoverableKeyException e) {
            throw password.refused(e);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? password.refused(e)
                    : new IllegalArgumentException("is PKCS #12 that is damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "is PKCS #12 encrypted in a way that Java does not know", e);
        }
    }

    private static List<X509Certificate> certificates(Certificate[] chain) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate each : chain == null ? new Certificate[0] : chain) {
            certificates.add((X509Certificate) each);
        }
        return certificates;
    }
}
