package dev.waypost.ops.doctor;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.client.RelayConnector;
import dev.waypost.smtp.client.SmtpExtensions;
import dev.waypost.smtp.tls.CertificateFault;
import dev.waypost.smtp.tls.RelayTls;
import dev.waypost.smtp.tls.UntrustedCertificate;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a port said and did while a connection was opened, as far as that went. Filled by one
 * thread, may be looked at by any.
 */
public final class PortVisit implements RelayConnector.Witness {

    private final Map<Phase, Duration> passed = new EnumMap<>(Phase.class);
    private long last = System.nanoTime();
    private Phase awaited;
    private InetAddress address;
    private SmtpReply greeting;
    private String protocol;
    private List<X509Certificate> chain = List.of();
    private SmtpExtensions offered;
    private String mechanism;
    private Trouble trouble;
    private CertificateFault fault;

    @Override
    public synchronized void connected(InetAddress to) {
        address = to;
        pass(Phase.CONNECT);
    }

    @Override
    public synchronized void awaiting(Phase phase) {
        if (awaited != null) {
            pass(awaited);
        }
        awaited = phase;
        last = System.nanoTime();
    }

    private void pass(Phase phase) {
        long now = System.nanoTime();
        passed.put(phase, Duration.ofNanos(now - last));
        last = now;
        awaited = null;
    }

    @Override
    public synchronized void greeted(SmtpReply reply) {
        greeting = reply;
    }

    @Override
    public synchronized void secured(SSLSession session) {
        protocol = session.getProtocol();
        List<X509Certificate> shown = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                shown.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException impossible) {
            throw new IllegalStateException(impossible);
        }
        chain = List.copyOf(shown);
    }

    @Override
    public synchronized void offered(SmtpExtensions extensions) {
        offered = extensions;
        pass(Phase.EHLO);
    }

    @Override
    public synchronized void loggedIn(String with) {
        mechanism = with;
        pass(Phase.AUTH);
    }

    synchronized void failed(SubmissionFailure failure) {
        trouble = failure.trouble();
        fault = RelayTls.untrusted(failure).map(UntrustedCertificate::kind).orElse(null);
    }

    /** Is waited for no longer: a port that has not been ready by now is silent. */
    public synchronized void giveUp() {
        if (trouble == null) {
            Phase at = awaited == null ? Phase.CONNECT : awaited;
            trouble = Trouble.of(at, Symptom.TIMEOUT, "no answer in time");
        }
    }

    /** How long each phase took that was well; AUTH includes the wait for its turn. */
    public synchronized Map<Phase, Duration> passed() {
        return Map.copyOf(passed);
    }

    /** Whether the port has said its first word: a greeting, or its part of a handshake. */
    public synchronized boolean hasSpoken() {
        return greeting != null || protocol != null;
    }

    public synchronized Optional<InetAddress> address() {
        return Optional.ofNullable(address);
    }

    public synchronized Optional<SmtpReply> greeting() {
        return Optional.ofNullable(greeting);
    }

    /** The TLS version, such as {@code TLSv1.3}. */
    public synchronized Optional<String> protocol() {
        return Optional.ofNullable(protocol);
    }

    /** The certificates of a handshake that was well, the relay's own first. */
    public synchronized List<X509Certificate> chain() {
        return chain;
    }

    /** The EHLO keywords within TLS, in upper case. */
    public synchronized Set<String> keywords() {
        return offered == null ? Set.of() : offered.keywords();
    }

    /** The login mechanisms within TLS, in upper case. */
    public synchronized List<String> mechanisms() {
        return offered == null ? List.of() : offered.mechanisms();
    }

    /** The largest message in octets; empty where the relay names no limit. */
    public synchronized Optional<Long> largestMessage() {
        return Optional.ofNullable(offered)
                .map(SmtpExtensions::largestMessage)
                .filter(octets -> octets < Long.MAX_VALUE);
    }

    /** The mechanism that logged in. */
    public synchronized Optional<String> mechanism() {
        return Optional.ofNullable(mechanism);
    }

    /** Where and how it ended; empty where the port is ready for mail. */
    public synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** What was wrong with the certificate, where that ended it. */
    public synchronized Optional<CertificateFault> fault() {
        return Optional.ofNullable(fault);
    }
}
