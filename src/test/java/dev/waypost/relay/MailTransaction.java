package dev.waypost.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** MAIL, RCPT and DATA of one session (RFC 5321 section 3.3). Used by the session's thread only. */
final class MailTransaction {

    private final ScriptedRelay relay;
    private final RelayPort port;
    private final RelaySession session;
    private final List<String> recipients = new ArrayList<>();
    private String mailFrom;

    MailTransaction(ScriptedRelay relay, RelayPort port, RelaySession session) {
        this.relay = relay;
        this.port = port;
        this.session = session;
    }

    void forget() {
        mailFrom = null;
        recipients.clear();
    }

    void mail(String rest) throws IOException {
        String sender = path(rest);
        String usual = "250 2.1.0 sender ok";
        if (!session.isSecure() && port.demandsTls()) {
            usual = "530 5.7.0 STARTTLS first";
        } else if (relay.wantsLogin() && port.offers("AUTH") && session.login() == null) {
            usual = "530 5.7.0 authentication required";
        } else if (mailFrom != null) {
            usual = "503 5.5.1 nested MAIL";
        } else if (declaredSize(rest) > port.sizeLimit()) {
            usual = "552 5.3.4 message too big";
        }
        if (session.answer(Moment.of("MAIL", sender), usual)) {
            mailFrom = sender;
        }
    }

    void rcpt(String rest) throws IOException {
        String recipient = path(rest);
        String usual = mailFrom == null ? "503 5.5.1 MAIL first" : "250 2.1.5 recipient ok";
        if (session.answer(Moment.of("RCPT", recipient), usual)) {
            recipients.add(recipient);
        }
    }

    void data() throws IOException {
        String usual =
                mailFrom == null
                        ? "503 5.5.1 MAIL first"
                        : recipients.isEmpty()
                                ? "554 5.5.1 no valid recipients"
                                : "354 end with a dot";
        if (!session.answer(Moment.of("DATA", ""), usual)) {
            return;
        }
        Wire wire = session.wire();
        Optional<Rule> within = relay.ruleFor(port, Moment.of(Moment.BODY, ""));
        if (within.isPresent()) {
            wire.readSomeOfTheMessage();
            within.get().apply(wire, session);
        }
        byte[] message = wire.readMessage();
        ReceivedMail mail =
                new ReceivedMail(
                        port.port(),
                        mailFrom,
                        List.copyOf(recipients),
                        relay.journal().forgetful() ? head(message) : message,
                        session.isSecure(),
                        session.login() == null ? "" : session.login(),
                        Instant.now());
        forget();
        // Recorded before the reply: who has read the 250 finds the mail in the relay's hands.
        Optional<Rule> rule = relay.ruleFor(port, new Moment(Moment.DOT, "", mail));
        boolean tooBig = message.length > port.sizeLimit();
        if (rule.map(Rule::keeps).orElse(!tooBig)) {
            relay.journal().received(mail);
        }
        if (rule.isPresent()) {
            rule.get().apply(wire, session);
        } else {
            wire.reply(tooBig ? "552 5.3.4 message too big" : "250 2.0.0 queued");
        }
    }

    private static String path(String rest) {
        int from = rest.indexOf('<');
        int to = rest.indexOf('>', from + 1);
        return from < 0 || to < 0 ? "" : rest.substring(from + 1, to);
    }

    private static long declaredSize(String rest) {
        int at = rest.toUpperCase(Locale.ROOT).indexOf(" SIZE=");
        return at < 0 ? 0 : Long.parseLong(rest.substring(at + 6).split(" ")[0]);
    }

    private static byte[] head(byte[] message) {
        int end = new String(message, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        return end < 0 ? message : Arrays.copyOf(message, end + 4);
    }
}
