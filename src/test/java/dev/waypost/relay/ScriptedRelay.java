package dev.waypost.relay;

import dev.waypost.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A real SMTP relay on three ports of the loopback address or another, with real TLS, that does
 * what it is told and remembers what it heard. Without a script it takes every mail.
 *
 * <pre>{@code
 * relay.on(Port.SUBMISSION).whenCommand("MAIL").reply("451 4.3.0 later").times(2);
 * relay.on(Port.SUBMISSION).refuseConnections();
 * relay.onAllPorts().whenRecipient("450@*").reply("450 4.2.0 mailbox busy");
 * }</pre>
 *
 * <p>A port's own rules come before those for all ports. Safe for use by many threads.
 */
public final class ScriptedRelay implements AutoCloseable {

    private final Map<Port, RelayPort> ports = new EnumMap<>(Port.class);
    private final RelayScript everywhere = new RelayScript();
    private final RelayJournal journal = new RelayJournal();
    private final String host;
    private final TestCertificates certificates;
    private volatile Account expected;
    private volatile boolean asksForCertificates;
    private volatile boolean demandsCertificates;
    private Path caPem;

    private ScriptedRelay(
            String host,
            TestCertificates certificates,
            int submission,
            int alternate,
            int implicitTls) {
        this.host = host;
        this.certificates = certificates;
        ports.put(Port.SUBMISSION, new RelayPort(this, Port.SUBMISSION, submission));
        ports.put(Port.ALTERNATE, new RelayPort(this, Port.ALTERNATE, alternate));
        ports.put(Port.IMPLICIT_TLS, new RelayPort(this, Port.IMPLICIT_TLS, implicitTls));
        ports.values().forEach(RelayPort::open);
    }

    /** Starts a relay on three free ports. */
    public static ScriptedRelay start() {
        return start(FreePort.any(), FreePort.any(), FreePort.any());
    }

    /**
     * Starts a relay on three free ports of this IP address, to which its certificate is made out.
     */
    public static ScriptedRelay startAt(String address) {
        return new ScriptedRelay(
                address,
                TestCertificates.madeOutTo(address),
                FreePort.any(),
                FreePort.any(),
                FreePort.any());
    }

    /** Starts a relay on these ports. */
    public static ScriptedRelay start(int submission, int alternate, int implicitTls) {
        return new ScriptedRelay(
                "localhost", TestCertificates.shared(), submission, alternate, implicitTls);
    }

    /** Returns the name the relay's certificate is made out to. */
    public String host() {
        return host;
    }

    /** Returns one port, to script it, to open and to close it. */
    public RelayPort on(Port port) {
        return ports.get(port);
    }

    /** Returns the script that holds for every port that has no rule of its own. */
    public RelayScript onAllPorts() {
        return everywhere;
    }

    /** Returns the TCP port number. */
    public int number(Port port) {
        return on(port).number();
    }

    /** Demands this login from now on, also on connections that are open. */
    public ScriptedRelay login(String user, String password) {
        expected = Account.withPassword(user, password);
        return this;
    }

    /** Demands a password of any octets. */
    public ScriptedRelay login(String user, byte[] password) {
        expected = Account.withPassword(user, password);
        return this;
    }

    /** Demands one of these bearer tokens, by XOAUTH2 or OAUTHBEARER. */
    public ScriptedRelay tokens(String user, Predicate<String> good) {
        expected = Account.withTokens(user, good);
        return this;
    }

    /** Offers these mechanisms for the login that it demands. */
    public ScriptedRelay mechanisms(String... names) {
        expected = expected.offering(names);
        return this;
    }

    /** Asks for a certificate of its own authority in each handshake, and takes EXTERNAL for it. */
    public ScriptedRelay certificates(String user) {
        expected = Account.withPassword(user, "").offering("EXTERNAL");
        asksForCertificates = true;
        return this;
    }

    /** Lets nobody through its handshakes who shows no certificate of its own authority. */
    public ScriptedRelay demandingCertificates() {
        demandsCertificates = true;
        return this;
    }

    /** Demands no login. */
    public ScriptedRelay withoutLogin() {
        expected = null;
        return this;
    }

    /** Keeps headers only and no dialogue: for volume. */
    public ScriptedRelay forgetBodies() {
        journal.forgetBodies();
        return this;
    }

    /** Forgets script and journal and opens every port: as new, but for its port numbers. */
    public void reset() {
        everywhere.clearRules();
        ports.values().forEach(RelayPort::reset);
        journal.clear();
    }

    /** Forgets what it heard, not what it was told. */
    public void forget() {
        journal.clear();
    }

    /** Returns the authority that signed the relay's certificates. */
    public TestCertificates certificates() {
        return certificates;
    }

    /** Returns a PEM file with the authority's certificate; it lives as long as the relay. */
    public synchronized Path caPem() {
        if (caPem == null) {
            try {
                caPem = certificates.caPem(Files.createTempDirectory("relay-ca"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return caPem;
    }

    /** Returns the mails taken so far, in the order of their final dots. */
    public List<ReceivedMail> mails() {
        return journal.mails();
    }

    /** Returns the mails taken over one port. */
    public List<ReceivedMail> mails(Port port) {
        return mails().stream().filter(mail -> mail.port() == port).toList();
    }

    /** Returns the number of mails taken so far, at no cost. */
    public int mailCount() {
        return journal.mailCount();
    }

    /** Returns the mails that came without TLS. */
    public List<ReceivedMail> plaintextMails() {
        return mails().stream().filter(mail -> !mail.tls()).toList();
    }

    /** Returns the command lines heard on a port, of all its connections; AUTH without secrets. */
    public List<String> dialogue(Port port) {
        return journal.dialogue(port);
    }

    /** Returns how many connections a port accepted. */
    public int connections(Port port) {
        return journal.connections(port);
    }

    /** Returns how many connections of a port are open. */
    public int openConnections(Port port) {
        return journal.open(port);
    }

    /** Returns how many connections of a port were open at once, at most. */
    public int peakConnections(Port port) {
        return journal.peak(port);
    }

    /** Returns the user names of the logins that succeeded. */
    public List<String> logins() {
        return journal.logins();
    }

    /** Returns the user names of the logins that were refused. */
    public List<String> badLogins() {
        return journal.badLogins();
    }

    /** Waits until so many mails were taken and returns them; fails after the longest time. */
    public List<ReceivedMail> awaitMails(int count, Duration longest) {
        await("mails: " + count, relay -> relay.mailCount() >= count, longest);
        return mails();
    }

    /** Waits until the condition holds; fails after the longest time. */
    public void await(String what, Predicate<ScriptedRelay> condition, Duration longest) {
        if (!journal.await(() -> condition.test(this), longest)) {
            throw new AssertionError(
                    "waited %s for %s; mails: %d, dialogue: %s"
                            .formatted(longest, what, mailCount(), journal.lastHeard()));
        }
    }

    @Override
    public void close() {
        ports.values().forEach(RelayPort::close);
        try {
            if (caPem != null) {
                Files.deleteIfExists(caPem);
                Files.deleteIfExists(caPem.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RelayJournal journal() {
        return journal;
    }

    boolean wantsLogin() {
        return expected != null;
    }

    /** Who may log in; null where nobody has to. */
    Account account() {
        return expected;
    }

    boolean demandsCertificates() {
        return demandsCertificates;
    }

    boolean asksForCertificates() {
        return asksForCertificates;
    }

    Optional<Rule> ruleFor(RelayPort port, Moment moment) {
        return port.ruleFor(moment).or(() -> everywhere.ruleFor(moment));
    }
}
