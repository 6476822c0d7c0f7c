package dev.waypost.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
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

    private final SSLSocketFactory sockets;

    /**
     * @param trusted a PEM file with the certificates to trust instead of the public ones
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public RelayTls(Optional<Path> trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted.isPresent() ? store(trusted.get()) : null);
            context.init(null, ExplainingTrust.around(trust.getTrustManagers()), null);
            sockets = context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    /** Puts TLS around the connection, not yet shaken hands. */
    SSLSocket around(Socket connection, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) sockets.createSocket(connection, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        return secured;
    }

    /** What a failed handshake looked like. */
    static Symptom symptom(IOException e, boolean implicitTls) {
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
    static String fault(IOException e) {
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

    private static KeyStore store(Path pem) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            return store;
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(
                    "waypost.relay.trust-certificates: cannot read PEM certificates from " + pem,
                    e);
        }
    }
}
