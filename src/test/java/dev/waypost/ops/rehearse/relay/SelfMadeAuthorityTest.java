package dev.waypost.ops.rehearse.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfMadeAuthorityTest {

    private final SelfMadeAuthority authority = new SelfMadeAuthority();

    @ParameterizedTest
    @ValueSource(strings = {"relay.example.org", "192.0.2.25"})
    void a_client_that_trusts_it_shakes_hands_with_the_host(String host) throws Exception {
        assertThat(connect(host, host)).startsWith("TLS");
    }

    @Test
    void the_name_of_another_host_is_refused() {
        assertThatThrownBy(() -> connect("relay.example.org", "other.example.org"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("other.example.org");
    }

    /** Returns the cipher suite. */
    private String connect(String served, String asked) throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, here);
                Socket client = new Socket(here, listener.getLocalPort());
                Socket accepted = listener.accept()) {
            SSLSocket server =
                    (SSLSocket)
                            authority
                                    .server(served)
                                    .getSocketFactory()
                                    .createSocket(accepted, null, 0, true);
            server.setUseClientMode(false);
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    server.startHandshake();
                                } catch (java.io.IOException refused) {
                                    // The client tells why.
                                }
                            });
            thread.start();
            SSLSocket secured =
                    (SSLSocket) trusting().getSocketFactory().createSocket(client, asked, 0, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            try {
                secured.startHandshake();
                return secured.getSession().getCipherSuite();
            } finally {
                client.close();
                thread.join();
            }
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        authority.pem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
