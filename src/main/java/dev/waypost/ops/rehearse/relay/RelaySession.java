package dev.waypost.ops.rehearse.relay;

import dev.waypost.ops.rehearse.time.LifeLine;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The relay's end of one connection: SMTP (RFC 5321) with STARTTLS and AUTH, as the story wants it.
 * One thread.
 */
final class RelaySession implements Runnable {

    private static final Pattern ADDRESS = Pattern.compile("<([^>]*)>");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?im)^Message-ID:\\s*(<[^>]+>)", Pattern.CASE_INSENSITIVE);

    private final RelayDouble relay;
    private final LifeLine life;
    private final SSLContext tls;
    private final Socket connection;
    private final int port;
    private final List<String> recipients = new ArrayList<>();
    private final List<String> suppressed = new ArrayList<>();
    private Runnable silence = () -> {};
    private SmtpLines lines;
    private boolean secure;
    private boolean loggedIn;
    private boolean refused;
    private boolean begun;

    RelaySession(RelayDouble relay, LifeLine life, SSLContext tls, Socket connection, int port) {
        this.relay = relay;
        this.life = life;
        this.tls = tls;
        this.connection = connection;
        this.port = port;
    }

    /** What the other end hears of where nothing more is said. */
    void whenSilent(Runnable action) {
        silence = action;
    }

    @Override
    public void run() {
        try (connection) {
            lines = new SmtpLines(connection);
            if (relay.isDoor(port, RelayRule.SILENT)) {
                fallSilent();
            }
            if (relay.beginsInTls(port)) {
                secure();
            }
            refused = !answered(RelayRule.GREETING, List.of(), "220 relay ESMTP");
            while (obey(lines.next())) {
                lines.flush();
            }
            lines.flush();
        } catch (IOException gone) {
            // That is how connections end.
        }
    }

    private void secure() throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(connection, null, port, true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        lines = new SmtpLines(secured);
        secure = true;
    }

    private boolean obey(String line) throws IOException {
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        if (refused && !verb.equals("QUIT")) {
            lines.say("503 5.5.1 not taking mail");
            return true;
        }
        switch (verb) {
            case "EHLO" -> {
                forget();
                answered("EHLO", List.of(), relay.greeting(port, secure));
            }
            case "STARTTLS" -> {
                if (answered("STARTTLS", List.of(), "220 2.0.0 go ahead")) {
                    lines.flush();
                    secure();
                }
            }
            case "AUTH" -> loggedIn = authenticated(line);
            case "MAIL" -> {
                forget();
                begun =
                        answered(
                                "MAIL",
                                addresses(line),
                                loggedIn ? "250 2.1.0 ok" : "530 5.7.0 authentication required");
            }
            case "RCPT" -> rcpt(addresses(line));
            case "DATA" -> data();
            case "RSET" -> {
                forget();
                lines.say("250 2.0.0 reset");
            }
            case "NOOP" -> lines.say("250 2.0.0 still here");
            case "QUIT" -> {
                lines.say("221 2.0.0 bye");
                return false;
            }
            default -> lines.say("500 5.5.1 unknown command");
        }
        return true;
    }

    private void forget() {
        begun = false;
        recipients.clear();
        suppressed.clear();
    }

    private void rcpt(List<String> whom) throws IOException {
        if (!begun) {
            lines.say("503 5.5.1 MAIL first");
            return;
        }
        Optional<RelayRule> rule = relay.at(port, "RCPT", whom);
        if (rule.isEmpty()) {
            lines.say("250 2.1.5 ok");
            recipients.addAll(whom);
        } else if (follow(rule.get())) {
            recipients.addAll(whom);
            if (!rule.get().reply().startsWith("250") && !rule.get().reply().startsWith("251")) {
                suppressed.addAll(whom);
            }
        }
    }

    /** Whatever is said, it is right, unless the story says otherwise. */
    private boolean authenticated(String line) throws IOException {
        String[] words = line.split(" ");
        int answers = words.length > 2 ? 0 : words[1].equalsIgnoreCase("LOGIN") ? 2 : 1;
        for (int i = 0; i < answers; i++) {
            lines.say(answers == 1 ? "334 " : i == 0 ? "334 VXNlcm5hbWU6" : "334 UGFzc3dvcmQ6");
            lines.flush();
            lines.next();
        }
        return answered("AUTH", List.of(), "235 2.7.0 welcome");
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            lines.say("554 5.5.1 no valid recipients");
        } else if (answered("DATA", List.of(), "354 go ahead")) {
            lines.flush();
            String message = lines.message();
            Optional<RelayRule> rule = relay.at(port, RelayRule.DOT, recipients);
            boolean keeps =
                    rule.isEmpty()
                            || (rule.get().reply().isEmpty()
                                    ? !rule.get().then().equals(RelayRule.NONSENSE)
                                    : rule.get().isPositive());
            RelayDouble.Taken mail = mail(message);
            if (keeps && !life.effect(RelayDouble.TOOK + port, () -> relay.take(mail))) {
                throw new EOFException("the other end is dead");
            }
            // Before the other end can know of it, and do what would not come first elsewhere.
            if (rule.isEmpty() || rule.get().isPositive()) {
                relay.confirm(mail);
            }
            if (rule.isPresent()) {
                follow(rule.get());
            } else {
                lines.say("250 2.0.0 taken");
                lines.flush();
            }
            forget();
        }
    }

    private RelayDouble.Taken mail(String message) {
        Matcher id = MESSAGE_ID.matcher(message);
        return new RelayDouble.Taken(
                String.valueOf(port),
                List.copyOf(recipients),
                List.copyOf(suppressed),
                id.find() ? id.group(1) : "",
                message);
    }

    private boolean answered(String what, Collection<String> whom, String... usual)
            throws IOException {
        Optional<RelayRule> rule = relay.at(port, what, whom);
        if (rule.isPresent()) {
            return follow(rule.get());
        }
        for (String line : usual) {
            lines.say(line);
        }
        lines.flush();
        return usual[0].startsWith("2") || usual[0].startsWith("3");
    }

    private boolean follow(RelayRule rule) throws IOException {
        switch (rule.then()) {
            case RelayRule.SILENT -> fallSilent();
            case RelayRule.CLOSES -> {
                lines.flush();
                throw new EOFException("closed, as told");
            }
            case RelayRule.NONSENSE -> lines.say("\u0007garbage\u0000 HTTP/1.1 400 Bad Request");
            default -> lines.say(rule.reply());
        }
        lines.flush();
        return rule.isPositive();
    }

    private void fallSilent() throws IOException {
        lines.flush();
        silence.run();
        connection.shutdownOutput();
        InputStream rest = connection.getInputStream();
        while (rest.read() >= 0) {
            // Whatever comes, nothing is said.
        }
        throw new EOFException("given up by the other end");
    }

    private static List<String> addresses(String line) {
        Matcher address = ADDRESS.matcher(line);
        return address.find() ? List.of(address.group(1)) : List.of();
    }
}
