package dev.waypost.smtp.tls;

import dev.waypost.smtp.Symptom;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS to the relay: version 1.2 or 1.3 (RFC 8997), chain and host name verified, always. There is
 * no option to relax it. One context for all connections, so that sessions are resumed. Safe for
 * use by many threads.
 */
public final class RelayTls {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

    private final CertificateRequests requests;
    private final SSLContext context;
    private final SSLSocketFactory sockets;

    /**
     * @param trusted a PEM file with the certificates to trust instead of the public ones
     * @param certificate a file with our own, where the relay asks for one
     * @param key a file with its key; where there is none, that of the certificate
     * @throws IllegalArgumentException if a file of certificates or keys cannot be used
     */
    public RelayTls(
            Optional<Path> trusted,
            Optional<Path> certificate,
            Optional<Path> key,
            KeyPassword password) {
        requests =
                new CertificateRequests(
                        certificate
                                .map(file -> ClientIdentity.read(file, key.orElse(file), password))
                                .orElse(null));
        context = context("waypost.relay.trust-certificates", trusted, new KeyManager[] {requests});
        sockets = context.getSocketFactory();
    }

    /**
     * Begins a handshake with nobody: what the first one of a process loads is loaded then, and no
     * port has to wait for it.
     */
    public void warmUp() {
        try {
            SSLEngine engine = context.createSSLEngine("nobody.invalid", 1);
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
        } catch (SSLException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    /**
     * A context that verifies chains.
     *
     * @param setting that names the file
     * @param trusted a PEM file with the certificates to trust instead of the public ones
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public static SSLContext context(String setting, Optional<Path> trusted) {
        return context(setting, trusted, null);
    }

    private static SSLContext context(
            String setting, Optional<Path> trusted, KeyManager[] identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted.isPresent() ? store(setting, trusted.get()) : null);
            context.init(identity, ExplainingTrust.around(trust.getTrustManagers()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    /** Puts TLS around the connection, not yet shaken hands. */
    public SSLSocket around(Socket connection, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) sockets.createSocket(connection, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        return secured;
    }

    /** The relay spoke within TLS, so that what it knows of us by then will do. */
    public void spoken() {
        requests.content();
    }

    /** What may have made the relay go in a handshake, or right after it: a certificate of ours. */
    public Optional<String> certificateWanted() {
        return requests.complaint();
    }

    /** What a failed handshake looked like. */
    public Symptom symptom(IOException e, boolean implicitTls) {
        Symptom seen = seen(e, implicitTls);
        boolean left = seen == Symptom.CLOSED || seen == Symptom.HANDSHAKE_FAILED;
        return left && certificateWanted().isPresent() ? Symptom.CERTIFICATE_WANTED : seen;
    }

    private static Symptom seen(IOException e, boolean implicitTls) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return Symptom.TIMEOUT;
            }
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof SSLPeerUnverifiedException) {
                return Symptom.UNTRUSTED;
            }
        }
        if (!(e instanceof SSLException) || isEndOfStream(e)) {
            return Symptom.CLOSED;
        }
        return implicitTls && isPlaintext(e) ? Symptom.WRONG_TLS_MODE : Symptom.HANDSHAKE_FAILED;
    }

    /** What was wrong with the certificate, in one line. */
    public static String fault(IOException e) {
        return untrusted(e).map(Throwable::getMessage).orElse("the certificate does not hold");
    }

    /** What a handshake failed of, where it was the certificate. */
    public static Optional<UntrustedCertificate> untrusted(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificate untrusted) {
                return Optional.of(untrusted);
            }
        }
        return Optional.empty();
    }

    // The JDK tells it in the text only; where that should ever change, the handshake just failed.
    private static boolean isPlaintext(IOException e) {
        return String.valueOf(e.getMessage()).startsWith("Unsupported or unrecognized SSL message");
    }

    private static boolean isEndOfStream(IOException e) {
        return e.getCause() instanceof EOFException || e.getCause() instanceof SocketException;
    }

    private static KeyStore store(String setting, Path pem) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : certificates(Files.readAllBytes(pem))) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            return store;
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(
                    setting + ": cannot read PEM certificates from " + pem, e);
        }
    }

    /** The certificates in PEM, in their order; at least one. */
    static List<X509Certificate> certificates(byte[] content) throws CertificateException {
        // A key may stand beside them, which the JDK's reader stumbles over.
        String blocks =
                CERTIFICATE
                        .matcher(new String(content, StandardCharsets.ISO_8859_1))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.joining("\n"));
        byte[] encoded = blocks.isEmpty() ? content : blocks.getBytes(StandardCharsets.ISO_8859_1);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate each :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(encoded))) {
            certificates.add((X509Certificate) each);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in it");
        }
        return certificates;
    }
}
