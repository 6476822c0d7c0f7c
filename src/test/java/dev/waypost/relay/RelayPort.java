package dev.waypost.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One port of a relay: its listener, its connections, how it presents itself, and its script. May
 * be opened, closed and told otherwise at any time; what it says about TLS and extensions holds for
 * connections made afterwards.
 */
public final class RelayPort extends RelayScript implements AutoCloseable {

    private final ScriptedRelay relay;
    private final Port port;
    private final int number;
    private final Set<RelaySession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<String> withheld = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private Thread acceptor;
    private volatile RelayCertificate certificate = RelayCertificate.TRUSTED;
    private volatile String[] protocols = {"TLSv1.3", "TLSv1.2"};
    private volatile boolean plaintext;
    private volatile String injected = "";
    private volatile boolean swallowsGroups;
    private volatile int mostConnections = Integer.MAX_VALUE;
    private volatile SessionLimit sessionLimit = SessionLimit.NONE;
    private volatile long sizeLimit = 36_700_160;

    RelayPort(ScriptedRelay relay, Port port, int number) {
        this.relay = relay;
        this.port = port;
        this.number = number;
    }

    /** Returns the TCP port number, which stays the same when the port closes and opens. */
    public int number() {
        return number;
    }

    /** Listens, if it does not already. */
    public synchronized void open() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(relay.host()), number), 512);
            listener = socket;
            acceptor = start("relay-" + port + "-accept", () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops listening, so that connecting is refused; connections that are open stay open. */
    public synchronized void refuseConnections() {
        if (listener != null) {
            try {
                listener.close();
                // The system lets go of the port only when nobody is within accept any more.
                acceptor.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            listener = null;
        }
    }

    /** Stops listening and breaks every connection. */
    @Override
    public void close() {
        refuseConnections();
        dropConnections();
    }

    /** Breaks every connection with a TCP reset; goes on listening. */
    public void dropConnections() {
        sessions.forEach(RelaySession::breakOff);
    }

    /** Forgets rules and oddities, and opens if closed: a faultless port again. */
    public void reset() {
        clearRules();
        withheld.clear();
        certificate = RelayCertificate.TRUSTED;
        protocols = new String[] {"TLSv1.3", "TLSv1.2"};
        plaintext = false;
        injected = "";
        swallowsGroups = false;
        mostConnections = Integer.MAX_VALUE;
        sessionLimit = SessionLimit.NONE;
        sizeLimit = 36_700_160;
        open();
    }

    /** Shows this certificate. */
    public RelayPort withCertificate(RelayCertificate shown) {
        certificate = shown;
        return this;
    }

    /** Speaks these TLS versions only. */
    public RelayPort tlsProtocols(String... versions) {
        protocols = versions.clone();
        return this;
    }

    /** Does not offer STARTTLS, and takes logins and mails in clear, as an attacker would. */
    public RelayPort withoutStartTls() {
        return without("STARTTLS");
    }

    /** Does not offer this extension: PIPELINING, SIZE, 8BITMIME, SMTPUTF8, AUTH and the like. */
    public RelayPort without(String extension) {
        withheld.add(extension);
        return this;
    }

    /** Speaks without TLS where implicit TLS is expected. */
    public RelayPort plaintext() {
        plaintext = true;
        return this;
    }

    /** Sends these lines in clear behind the 220 to STARTTLS (RFC 3207 section 6). */
    public RelayPort inject(String... lines) {
        injected = String.join("\r\n", lines);
        return this;
    }

    /** Greets with 421 while so many connections are open. */
    public RelayPort limitConnections(int most) {
        mostConnections = most;
        return this;
    }

    /** Takes so many mails on one connection, and replies so to the next MAIL. */
    public RelayPort limitMails(int most, String reply) {
        sessionLimit = new SessionLimit(most, Integer.MAX_VALUE, reply);
        return this;
    }

    /** Replies so to MAIL while more connections than so many are open. */
    public RelayPort limitSessions(int most, String reply) {
        sessionLimit = new SessionLimit(Integer.MAX_VALUE, most, reply);
        return this;
    }

    /** Returns the reply to the MAIL that is this connection's nth; empty where it is taken. */
    Optional<String> refusal(int nth) {
        return sessionLimit.refusal(nth, sessions.size());
    }

    /** Announces this SIZE in octets, and refuses larger mails (RFC 1870). */
    public RelayPort sizeLimit(long octets) {
        sizeLimit = octets;
        return this;
    }

    /** Offers PIPELINING, but hears the first command of a group only. */
    public RelayPort swallowGroups() {
        swallowsGroups = true;
        return this;
    }

    boolean swallowsGroups() {
        return swallowsGroups;
    }

    Port port() {
        return port;
    }

    boolean offers(String extension) {
        return !withheld.contains(extension);
    }

    boolean startsInTls() {
        return port == Port.IMPLICIT_TLS && !plaintext;
    }

    boolean demandsTls() {
        return port != Port.IMPLICIT_TLS && offers("STARTTLS");
    }

    long sizeLimit() {
        return sizeLimit;
    }

    String injected() {
        return injected;
    }

    /** Returns a socket around the given one that is about to shake hands as a server. */
    SSLSocket secured(Socket socket) throws IOException {
        SSLSocketFactory factory =
                relay.certificates().serverContext(certificate).getSocketFactory();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, null, number, true);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(protocols);
        if (relay.demandsCertificates()) {
            secured.setNeedClientAuth(true);
        } else {
            secured.setWantClientAuth(relay.asksForCertificates());
        }
        return secured;
    }

    void ended(RelaySession session) {
        sessions.remove(session);
        relay.journal().disconnected(port);
    }

    private void accept(ServerSocket socket) {
        while (true) {
            try {
                Socket connection = socket.accept();
                boolean crowded = sessions.size() >= mostConnections;
                RelaySession session = new RelaySession(relay, this, connection, crowded);
                sessions.add(session);
                relay.journal().connected(port);
                start("relay-" + port, session);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
