package dev.waypost.relay;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** One connection and its SMTP dialogue (RFC 5321). One thread, apart from {@link #breakOff}. */
final class RelaySession implements Runnable, Rule.Hangup {

    private final ScriptedRelay relay;
    private final RelayPort port;
    private final Socket connection;
    private final boolean crowded;
    private Wire wire;
    private boolean tls;
    private boolean certified;
    private boolean refused;
    private String login;
    private int mails;
    private final MailTransaction transaction;

    /**
     * @param crowded it came when the port had as many connections as it takes
     */
    RelaySession(ScriptedRelay relay, RelayPort port, Socket connection, boolean crowded) {
        this.relay = relay;
        this.port = port;
        this.connection = connection;
        this.crowded = crowded;
        transaction = new MailTransaction(relay, port, this);
    }

    @Override
    public void run() {
        try (connection) {
            connection.setTcpNoDelay(true);
            wire = new Wire(connection.getInputStream(), connection.getOutputStream());
            if (port.startsInTls()) {
                secure();
            }
            greet();
            while (obey(wire.readLine())) {}
            wire.close();
        } catch (IOException ended) {
            // The client went away, the script hung up, or a handshake failed: all are the end.
        } finally {
            port.ended(this);
        }
    }

    /** Breaks the connection with a TCP reset, from any thread. */
    void breakOff() {
        try {
            connection.setSoLinger(true, 0);
            connection.close();
        } catch (IOException alreadyClosed) {
            // Broken off is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
        throw new IOException("hung up");
    }

    @Override
    public void reset() throws IOException {
        breakOff();
        throw new IOException("reset");
    }

    Wire wire() {
        return wire;
    }

    boolean isSecure() {
        return tls;
    }

    /** Returns the user name of the login; null before one. */
    String login() {
        return login;
    }

    private void greet() throws IOException {
        if (crowded) {
            wire.reply("421 4.7.0 too many connections");
            close();
        }
        refused = !answer(Moment.of(Moment.GREETING, ""), "220 localhost ESMTP relay");
    }

    private boolean obey(String line) throws IOException {
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        String rest = line.substring(Math.min(verb.length() + 1, line.length()));
        if (port.swallowsGroups()) {
            wire.swallowTheRest();
        }
        relay.journal().heard(port.port(), verb.equals("AUTH") ? mechanismOnly(line) : line);
        if (refused && !verb.equals("QUIT")) {
            wire.reply("503 5.5.1 not taking mail");
            return true;
        }
        switch (verb) {
            case "EHLO" -> {
                transaction.forget();
                answer(Moment.of(verb, rest), extensions());
            }
            case "HELO" -> {
                transaction.forget();
                answer(Moment.of(verb, rest), "250 localhost");
            }
            case "STARTTLS" -> startTls();
            case "AUTH" -> auth(rest);
            case "MAIL" -> mail(rest);
            case "RCPT" -> transaction.rcpt(rest);
            case "DATA" -> transaction.data();
            case "RSET" -> {
                transaction.forget();
                answer(Moment.of(verb, rest), "250 2.0.0 reset");
            }
            case "NOOP" -> answer(Moment.of(verb, rest), "250 2.0.0 still here");
            case "QUIT" -> {
                answer(Moment.of(verb, rest), "221 2.0.0 bye");
                return false;
            }
            default -> answer(Moment.of(verb, rest), "500 5.5.1 unknown command");
        }
        return true;
    }

    private void mail(String rest) throws IOException {
        Optional<String> refusal = port.refusal(++mails);
        if (refusal.isEmpty()) {
            transaction.mail(rest);
            return;
        }
        wire.reply(refusal.get());
        if (refusal.get().startsWith("421")) {
            close();
        }
    }

    private String[] extensions() {
        List<String> offered = new ArrayList<>();
        for (String extension :
                List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES")) {
            if (port.offers(extension)) {
                offered.add(extension);
            }
        }
        if (port.offers("SIZE")) {
            offered.add("SIZE " + port.sizeLimit());
        }
        if (!tls && port.demandsTls()) {
            offered.add("STARTTLS");
        } else if (relay.wantsLogin() && port.offers("AUTH")) {
            offered.add("AUTH " + String.join(" ", relay.account().mechanisms()));
        }
        List<String> lines = new ArrayList<>(List.of("250-localhost"));
        offered.forEach(extension -> lines.add("250-" + extension));
        int last = lines.size() - 1;
        lines.set(last, "250 " + lines.get(last).substring(4));
        return lines.toArray(String[]::new);
    }

    private void startTls() throws IOException {
        if (tls || !port.offers("STARTTLS")) {
            answer(Moment.of("STARTTLS", ""), "502 5.5.1 not here");
        } else if (answer(Moment.of("STARTTLS", ""), "220 2.0.0 go ahead")) {
            if (!port.injected().isEmpty()) {
                wire.reply(port.injected());
            }
            wire.flush();
            secure();
            transaction.forget();
        }
    }

    private void secure() throws IOException {
        Optional<Rule> rule = relay.ruleFor(port, Moment.of(Moment.HANDSHAKE, ""));
        if (rule.isPresent()) {
            rule.get().apply(wire, this);
        }
        SSLSocket secured = port.secured(connection);
        secured.startHandshake();
        wire = new Wire(secured.getInputStream(), secured.getOutputStream());
        tls = true;
        certified = isCertified(secured);
    }

    private static boolean isCertified(SSLSocket secured) {
        try {
            return secured.getSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException nobodyKnown) {
            return false;
        }
    }

    private void auth(String rest) throws IOException {
        Optional<Rule> rule = relay.ruleFor(port, Moment.of("AUTH", rest));
        if (rule.isPresent() && rule.get().challenges()) {
            rule.get().apply(wire, this);
            auth(rest.split(" ")[0] + " " + response());
            return;
        }
        Login said = Login.read(rest, this::challenged, relay.account(), certified);
        boolean good =
                rule.isPresent() ? rule.get().apply(wire, this) : said != null && said.good();
        if (rule.isEmpty()) {
            wire.reply(good ? "235 2.7.0 welcome" : "535 5.7.8 bad credentials");
        }
        relay.journal().loggedIn(said == null ? "" : said.user(), good);
        if (good) {
            login = said == null ? "" : said.user();
        }
    }

    private String challenged(String challenge) throws IOException {
        wire.reply("334 " + challenge);
        return response();
    }

    /**
     * The client's answer; a rule for it hangs up, is silent, or puts its reply before the usual.
     */
    private String response() throws IOException {
        String line = wire.readLine();
        Optional<Rule> rule = relay.ruleFor(port, Moment.of(Moment.RESPONSE, ""));
        if (rule.isPresent()) {
            rule.get().apply(wire, this);
        }
        return line;
    }

    /** Replies as the script says, or as usual; returns whether the command went well. */
    boolean answer(Moment moment, String... usual) throws IOException {
        Optional<Rule> rule = relay.ruleFor(port, moment);
        if (rule.isPresent()) {
            return rule.get().apply(wire, this);
        }
        for (String line : usual) {
            wire.reply(line);
        }
        return usual[0].startsWith("2") || usual[0].startsWith("3");
    }

    private static String mechanismOnly(String auth) {
        return auth.replaceFirst("^(\\S+ +\\S+).*", "$1");
    }
}
