package dev.waypost.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority made at start, and the server certificates it signs. Keys are EC P-256:
 * made in milliseconds. Safe for use by many threads.
 */
public final class TestCertificates {

    /** Beside localhost and the address, for who has to look a name up. */
    public static final String NAME = "relay.example.org";

    private static final char[] NO_SECRET = "in-memory".toCharArray();
    private static final AtomicLong SERIAL = new AtomicLong(System.currentTimeMillis());

    private record Authority(KeyPair keys, X509Certificate certificate) {}

    private record Issued(KeyPair keys, X509Certificate[] chain) {}

    private static final class Shared {
        private static final TestCertificates CERTIFICATES = create();
    }

    private final Authority authority = authority("CN=Waypost test CA");
    private final Map<RelayCertificate, SSLContext> contexts = new ConcurrentHashMap<>();
    private final Map<RelayCertificate, Issued> issued = new ConcurrentHashMap<>();

    private final String address;

    private TestCertificates(String address) {
        this.address = address;
    }

    /** Returns the certificates of this JVM: made once, the same for every relay. */
    public static TestCertificates shared() {
        return Shared.CERTIFICATES;
    }

    /** Returns certificates of a new authority of their own. */
    public static TestCertificates create() {
        return madeOutTo("127.0.0.1");
    }

    /** Returns certificates of a new authority, made out to localhost and to this IP address. */
    public static TestCertificates madeOutTo(String address) {
        return new TestCertificates(address);
    }

    /** Writes the authority's certificate as PEM into the folder and returns the file. */
    public Path caPem(Path folder) {
        StringWriter text = new StringWriter();
        try {
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(authority.certificate());
            }
            return Files.writeString(folder.resolve("test-ca.pem"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the certificate that servers show as PEM, for who pins it; returns the file. */
    public Path pem(Path folder, RelayCertificate shown) {
        StringWriter text = new StringWriter();
        try {
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(issued.computeIfAbsent(shown, this::issue).chain()[0]);
            }
            return Files.writeString(folder.resolve("pinned.pem"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a new key and its certificate, for server or client, as PEM; returns the file. */
    public Path keyPem(Path folder, String name) {
        Issued issued = issue(RelayCertificate.TRUSTED);
        StringWriter text = new StringWriter();
        try {
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(new JcaPKCS8Generator(issued.keys().getPrivate(), null));
                for (X509Certificate certificate : issued.chain()) {
                    pem.writeObject(certificate);
                }
            }
            return Files.writeString(folder.resolve(name + ".pem"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as PKCS #12 under a password. */
    public Path keyP12(Path folder, String name, String password) {
        Issued issued = issue(RelayCertificate.TRUSTED);
        Path file = folder.resolve(name + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", authority.certificate());
            store.setKeyEntry(
                    name, issued.keys().getPrivate(), password.toCharArray(), issued.chain());
            store.store(out, password.toCharArray());
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what a server needs to show the given certificate. */
    public SSLContext serverContext(RelayCertificate shown) {
        return contexts.computeIfAbsent(shown, this::newServerContext);
    }

    /** Returns what a client needs to trust this authority and nobody else. */
    public SSLContext clientContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    private SSLContext newServerContext(RelayCertificate shown) {
        Issued issued = this.issued.computeIfAbsent(shown, this::issue);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("relay", issued.keys().getPrivate(), NO_SECRET, issued.chain());
            KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
            managers.init(store, NO_SECRET);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Issued issue(RelayCertificate shown) {
        Authority signer =
                switch (shown) {
                    case UNKNOWN_CA -> authority("CN=Nobody's CA");
                    case WITHOUT_INTERMEDIATE ->
                            authority("CN=Waypost intermediate CA", Optional.of(authority));
                    default -> authority;
                };
        Instant now = Instant.now();
        int days =
                switch (shown) {
                    case EXPIRED -> -1;
                    case EXPIRING -> 10;
                    default -> 90;
                };
        Instant until = now.plus(Duration.ofDays(days));
        Instant from = now.minus(Duration.ofDays(3));
        if (shown == RelayCertificate.NOT_YET_VALID) {
            from = now.plus(Duration.ofDays(1));
        }
        GeneralNames names =
                shown == RelayCertificate.OTHER_NAME
                        ? new GeneralNames(
                                new GeneralName(GeneralName.dNSName, "other.example.org"))
                        : new GeneralNames(
                                new GeneralName[] {
                                    new GeneralName(GeneralName.dNSName, "localhost"),
                                    new GeneralName(GeneralName.dNSName, NAME),
                                    new GeneralName(GeneralName.iPAddress, address)
                                });
        try {
            KeyPair keys = newKeys();
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            signer.certificate(),
                            BigInteger.valueOf(SERIAL.incrementAndGet()),
                            Date.from(from),
                            Date.from(until),
                            new X500Principal("CN=Waypost test relay"),
                            keys.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, names);
            X509Certificate own = signed(builder, signer.keys());
            return new Issued(
                    keys,
                    shown == RelayCertificate.WITHOUT_INTERMEDIATE
                            ? new X509Certificate[] {own}
                            : new X509Certificate[] {own, signer.certificate()});
        } catch (CertIOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Authority authority(String name) {
        return authority(name, Optional.empty());
    }

    private static Authority authority(String name, Optional<Authority> above) {
        KeyPair keys = newKeys();
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        above.map(its -> its.certificate().getSubjectX500Principal())
                                .orElse(new X500Principal(name)),
                        BigInteger.valueOf(SERIAL.incrementAndGet()),
                        Date.from(now.minus(Duration.ofDays(4))),
                        Date.from(now.plus(Duration.ofDays(100))),
                        new X500Principal(name),
                        keys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } catch (CertIOException e) {
            throw new UncheckedIOException(e);
        }
        return new Authority(keys, signed(builder, above.map(Authority::keys).orElse(keys)));
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair signer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(signer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
