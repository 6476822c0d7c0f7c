package dev.waypost.ops.doctor;

import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.EhloName;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.ops.Finding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One submission port: does it answer, encrypt with a certificate of the relay's name, and offer
 * the login? Goes as far as EHLO. A port that cannot be used is a warning: the others may do.
 */
final class PortExamination {

    private final WaypostConfig config;
    private final SubmissionPort port;
    private final SSLSocketFactory trust;
    private final String subject;

    PortExamination(WaypostConfig config, SubmissionPort port, SSLSocketFactory trust) {
        this.config = config;
        this.port = port;
        this.trust = trust;
        this.subject = port.host() + ":" + port.number();
    }

    Finding finding() {
        try (Socket socket = new Socket()) {
            try {
                socket.connect(
                        new InetSocketAddress(port.host(), port.number()),
                        Math.toIntExact(config.delivery().timeout().connect().toMillis()));
            } catch (IOException e) {
                return bad(
                        "no connection: " + e.getMessage(),
                        "let it through firewall and network policy, or leave it to the other ports");
            }
            socket.setSoTimeout(Math.toIntExact(config.delivery().timeout().greeting().toMillis()));
            return port.implicitTls() ? implicitTls(socket) : startTls(socket);
        } catch (SSLException e) {
            return bad(
                    "no trust or no TLS: " + e.getMessage(),
                    "see that WAYPOST_RELAY_HOST is the name in the certificate, name a private CA by"
                            + " WAYPOST_RELAY_TRUST_CERTIFICATES, and see that the port is one of "
                            + (port.implicitTls() ? "implicit TLS" : "STARTTLS"));
        } catch (IOException e) {
            return bad(
                    "no dialogue: " + e.getMessage(),
                    "see that an SMTP server listens there and nothing between cuts it off");
        }
    }

    private Finding implicitTls(Socket socket) throws IOException {
        SSLSocket secure = secured(socket);
        Dialogue dialogue = new Dialogue(secure);
        Optional<Finding> unwelcome = greeted(dialogue);
        return unwelcome.isPresent() ? unwelcome.get() : offered(secure, dialogue);
    }

    private Finding startTls(Socket socket) throws IOException {
        Dialogue plain = new Dialogue(socket);
        Optional<Finding> unwelcome = greeted(plain);
        if (unwelcome.isPresent()) {
            return unwelcome.get();
        }
        if (offer(plain.say(ehlo(socket)), "STARTTLS").isEmpty()) {
            return bad(
                    "no STARTTLS is offered, and nothing is sent unencrypted",
                    "ask the relay's operator, or what stands between, why it is missing");
        }
        List<String> reply = plain.say("STARTTLS");
        if (!reply.get(0).startsWith("220")) {
            return bad("STARTTLS is answered by " + code(reply), "ask the relay's operator");
        }
        SSLSocket secure = secured(socket);
        return offered(secure, new Dialogue(secure));
    }

    private Optional<Finding> greeted(Dialogue dialogue) throws IOException {
        List<String> greeting = dialogue.reply();
        return greeting.get(0).startsWith("220")
                ? Optional.empty()
                : Optional.of(
                        bad(
                                "greets with " + code(greeting),
                                "the relay takes no mail here now; try later or ask its operator"));
    }

    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) trust.createSocket(socket, port.host(), port.number(), true);
        SSLParameters parameters = secure.getSSLParameters();
        // RFC 7817: the name is checked as for HTTPS. RFC 8996: nothing before TLS 1.2.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private Finding offered(SSLSocket secure, Dialogue dialogue) throws IOException {
        Optional<String> login = offer(dialogue.say(ehlo(secure)), "AUTH");
        dialogue.say("QUIT");
        if (login.isEmpty() && config.relay().username().isPresent()) {
            return bad(
                    "no AUTH is offered, but a user name is set",
                    "take WAYPOST_RELAY_USERNAME out if the relay wants no login here");
        }
        X509Certificate own = (X509Certificate) secure.getSession().getPeerCertificates()[0];
        LocalDate end = LocalDate.ofInstant(own.getNotAfter().toInstant(), ZoneOffset.UTC);
        return Finding.ok(
                subject,
                (port.implicitTls() ? "implicit TLS, " : "STARTTLS, ")
                        + secure.getSession().getProtocol()
                        + ", certificate until "
                        + end
                        + ", "
                        + login.orElse("no AUTH"));
    }

    /** As every connection that carries mail says it. */
    private String ehlo(Socket socket) {
        return "EHLO " + new EhloName(config.relay().heloName()).from(socket.getLocalAddress());
    }

    /** The line of an EHLO reply that offers this extension (RFC 5321 section 4.1.1.1). */
    private static Optional<String> offer(List<String> reply, String extension) {
        return reply.stream()
                .map(line -> line.length() > 4 ? line.substring(4) : "")
                .map(line -> line.toUpperCase(Locale.ROOT).strip())
                .filter(line -> line.equals(extension) || line.startsWith(extension + " "))
                .findFirst();
    }

    private static String code(List<String> reply) {
        return reply.get(0).substring(0, 3);
    }

    private Finding bad(String message, String advice) {
        return Finding.warning(subject, message, advice);
    }
}
