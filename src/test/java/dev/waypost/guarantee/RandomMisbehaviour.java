package dev.waypost.guarantee;

import dev.waypost.relay.Port;
import dev.waypost.relay.RelayScript;
import dev.waypost.relay.Rule;
import dev.waypost.relay.ScriptedRelay;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A relay at its worst for a while: at any point of the dialogue, on any port, it says odd things,
 * says nothing or goes away. Each sentence of the script ends after some times; then every mail is
 * taken.
 */
final class RandomMisbehaviour {

    private static final List<String> ABOUT_MAILS =
            List.of("MAIL", "RCPT", "RCPT", "RCPT", "DATA", "DOT", "DOT", "DOT", "BODY");
    private static final List<String> ABOUT_CONNECTIONS =
            List.of("GREETING", "EHLO", "STARTTLS", "HANDSHAKE", "AUTH", "RSET", "QUIT");

    /** One reply each; the last are no replies that fit anywhere. */
    private static final List<String[]> REPLIES =
            List.of(
                    reply("250 2.0.0 fine"),
                    reply("250"),
                    reply("251 2.1.5 will forward"),
                    reply("252 cannot verify"),
                    reply("299 odd but positive"),
                    reply("250-2.0.0 more", "250-", "250 2.0.0 than one line"),
                    reply("421 4.3.2 closing"),
                    reply("450 4.2.1 mailbox busy"),
                    reply("451 4.3.0 local error"),
                    reply("451-4.7.1 greylisted", "451 4.7.1 try again in 1 seconds"),
                    reply("452 4.5.3 too many recipients"),
                    reply("452 4.3.1 " + "x".repeat(3000)),
                    reply("550 5.1.1 no such user"),
                    reply("550-5.7.1 policy", "550 5.7.1 Subject: m@example.org"),
                    reply("552 5.3.4 too big"),
                    reply("554 5.6.0 content"),
                    reply("500 what"),
                    reply("503 5.5.1 bad sequence"),
                    reply("354 go ahead"),
                    reply("334 "),
                    reply("600 odd"),
                    reply("099 odd"),
                    reply("2500 odd"),
                    reply("250-two", "550 minds"),
                    reply("25"),
                    reply(""),
                    reply("\u0007\u0000\u00ff garbage"),
                    reply("250 " + "y".repeat(70_000)));

    private final Random random;
    private final ScriptedRelay relay;

    RandomMisbehaviour(Random random, ScriptedRelay relay) {
        this.random = random;
        this.relay = relay;
    }

    void begin() {
        for (int rules = 10 + random.nextInt(20); rules > 0; rules--) {
            String moment = one(ABOUT_MAILS);
            sentence(moment, script().whenCommand(moment), 30).afterSkipping(random.nextInt(300));
        }
        // Few of these: where no port is left, everything waits.
        for (int rules = random.nextInt(5); rules > 0; rules--) {
            String moment = one(ABOUT_CONNECTIONS);
            RelayScript port = relay.on(one(List.of(Port.values())));
            sentence(moment, port.whenCommand(moment), 3).afterSkipping(random.nextInt(4));
        }
    }

    private RelayScript script() {
        return random.nextInt(3) > 0 ? relay.onAllPorts() : relay.on(one(List.of(Port.values())));
    }

    /** Nothing is replied where no reply is due: within the handshake and the message. */
    private Rule sentence(String moment, Rule.When when, int most) {
        boolean wordless = moment.equals("HANDSHAKE") || moment.equals("BODY");
        Rule rule =
                switch (wordless ? random.nextInt(3) : random.nextInt(12)) {
                    case 0 -> when.close();
                    case 1 -> when.reset();
                    case 2 -> when.staySilent();
                    case 3 -> when.replyAndClose(one(REPLIES));
                    case 4 -> when.replyAndClose("250-half of a reply");
                    default -> when.reply(one(REPLIES));
                };
        rule.times(1 + random.nextInt(most));
        if (random.nextInt(4) == 0) {
            rule.inPieces();
        }
        if (random.nextInt(4) == 0) {
            rule.after(Duration.ofMillis(random.nextInt(300)));
        }
        return random.nextBoolean() ? rule.losingTheMail() : rule;
    }

    private static String[] reply(String... lines) {
        return lines;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
