package dev.waypost.ops.rehearse.relay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that is made when it is needed, lasts a day, and signs a certificate for
 * whatever host it is asked for (RFC 5280). Nobody but the rehearsal trusts it. Any thread.
 */
public final class SelfMadeAuthority {

    private static final String NAME = "Waypost rehearsal";
    private static final char[] NO_SECRET = "in-memory".toCharArray();

    /**
     * It never leaves this process: the ten thousand rounds of the usual cipher protect nothing.
     */
    private static final PasswordProtection UNPROTECTED =
            new PasswordProtection(
                    NO_SECRET,
                    "PBEWithHmacSHA256AndAES_256",
                    new PBEParameterSpec(new byte[16], 1, new IvParameterSpec(new byte[16])));

    private static final Duration LONG_ENOUGH = Duration.ofDays(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_WITH_SHA256 =
            Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
    private static final byte[] ALTERNATIVE_NAME = Der.oid(2, 5, 29, 17);
    private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);

    private final KeyPair keys;
    private final X509Certificate own;
    private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

    public SelfMadeAuthority() {
        try {
            keys = newKeys();
            byte[] isAuthority =
                    Der.sequence(
                            BASIC_CONSTRAINTS, Der.truth(), Der.octets(Der.sequence(Der.truth())));
            own = signed(NAME, keys, isAuthority, 1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its own certificate, for whoever is to trust it. */
    public String pem() {
        try {
            String body =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(own.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server needs to be this host. */
    SSLContext server(String host) {
        return contexts.computeIfAbsent(host, this::newServer);
    }

    private SSLContext newServer(String host) {
        try {
            KeyPair its = newKeys();
            byte[] named =
                    Der.sequence(ALTERNATIVE_NAME, Der.octets(Der.sequence(alternative(host))));
            X509Certificate certificate = signed(host, its, named, 2 + contexts.size());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            X509Certificate[] chain = {certificate, own};
            store.setEntry("relay", new PrivateKeyEntry(its.getPrivate(), chain), UNPROTECTED);
            KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
            managers.init(store, NO_SECRET);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate signed(String subject, KeyPair its, byte[] extension, int serial)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] content =
                Der.sequence(
                        Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
                        Der.integer(BigInteger.valueOf(serial)),
                        ECDSA_WITH_SHA256,
                        name(NAME),
                        Der.sequence(
                                Der.time(TIME.format(now.minus(LONG_ENOUGH))),
                                Der.time(TIME.format(now.plus(LONG_ENOUGH)))),
                        name(subject),
                        its.getPublic().getEncoded(),
                        Der.tagged(0xa3, Der.sequence(extension)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(whole));
    }

    /** RFC 5280 section 4.2.1.6: an IP address has a form of its own. */
    private static byte[] alternative(String host) {
        if (!host.matches("\\d+(\\.\\d+){3}")) {
            return Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] address = new byte[4];
        String[] parts = host.split("\\.");
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Der.tagged(0x87, address);
    }

    private static byte[] name(String common) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(common))));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
