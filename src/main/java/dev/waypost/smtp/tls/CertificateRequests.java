package dev.waypost.smtp.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Shows our certificate, where there is one, to a relay that asks for it, and remembers that it was
 * asked: a relay that goes away over it does not say why. With TLS 1.3 it goes only after the
 * handshake (RFC 8446 section 4.4.2.4), and many ask that take none. Safe for use by many threads.
 */
final class CertificateRequests extends X509ExtendedKeyManager {

    private final X509KeyManager ours;
    private volatile boolean asked;
    private volatile boolean contented;

    /**
     * @param ours null where we have none
     */
    CertificateRequests(X509KeyManager ours) {
        this.ours = ours;
    }

    /** The relay spoke within TLS: what it was shown will do. */
    void content() {
        contented = true;
    }

    /** What may have made the relay go; empty where it never asked, or was content before. */
    Optional<String> complaint() {
        if (!asked || contented) {
            return Optional.empty();
        }
        String got = ours == null ? "got none" : "was shown it";
        return Optional.of(
                "the relay asked for a certificate of ours, " + got + " and closed the connection");
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket connection) {
        asked = true;
        return ours == null ? null : ours.chooseClientAlias(keyTypes, issuers, connection);
    }

    @Override
    public String chooseEngineClientAlias(
            String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return null; // Connections are sockets.
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return ours == null ? null : ours.getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return ours == null ? null : ours.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return ours == null ? null : ours.getPrivateKey(alias);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket connection) {
        return null;
    }
}
