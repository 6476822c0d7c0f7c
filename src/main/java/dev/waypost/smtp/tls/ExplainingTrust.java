package dev.waypost.smtp.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The platform's own verification, chain and name, unchanged; a refusal says what was wrong, for
 * after a failed handshake nobody can see the certificate any more. Any thread.
 */
final class ExplainingTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager platform;

    private ExplainingTrust(X509ExtendedTrustManager platform) {
        this.platform = platform;
    }

    /** The same trust managers, those for certificates with an explanation. */
    static TrustManager[] around(TrustManager[] managers) {
        TrustManager[] explaining = managers.clone();
        for (int i = 0; i < explaining.length; i++) {
            if (explaining[i] instanceof X509ExtendedTrustManager platform) {
                explaining[i] = new ExplainingTrust(platform);
            }
        }
        return explaining;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            platform.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw new UntrustedCertificate(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            platform.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new UntrustedCertificate(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        platform.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        platform.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        platform.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        platform.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return platform.getAcceptedIssuers();
    }
}
