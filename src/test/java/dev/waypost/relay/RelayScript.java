package dev.waypost.relay;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a relay was told to do differently: rules in the order they were given; the first that
 * matches and is not exhausted wins. May be changed while the relay runs.
 */
public class RelayScript {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /** When this command comes: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, RSET, NOOP, QUIT. */
    public Rule.When whenCommand(String verb) {
        String name = verb.toUpperCase(Locale.ROOT);
        return when(moment -> moment.name().equals(name));
    }

    /** When AUTH names this mechanism: PLAIN, LOGIN. */
    public Rule.When whenMechanism(String mechanism) {
        return when(argument("AUTH", mechanism + "*"));
    }

    /** When an answer to a challenge of AUTH has come. */
    public Rule.When whenResponse() {
        return whenCommand(Moment.RESPONSE);
    }

    /** When RCPT names this recipient; {@code *} stands for anything: {@code 450@*}. */
    public Rule.When whenRecipient(String address) {
        return when(argument("RCPT", address));
    }

    /** When MAIL names this reverse-path; {@code *} stands for anything. */
    public Rule.When whenSender(String address) {
        return when(argument("MAIL", address));
    }

    /** When the final dot of any mail has come. */
    public Rule.When afterDot() {
        return whenCommand(Moment.DOT);
    }

    /** When the final dot of such a mail has come. */
    public Rule.When whenMail(Predicate<ReceivedMail> mail) {
        return when(moment -> moment.name().equals(Moment.DOT) && mail.test(moment.mail()));
    }

    /** Greets with this instead of 220; anything but 2yz refuses every command (RFC 5321 3.1). */
    public Rule greet(String... lines) {
        return whenCommand(Moment.GREETING).reply(lines);
    }

    /** Accepts the connection and never greets. */
    public Rule blackhole() {
        return silentAt(Moment.GREETING);
    }

    /** Never answers that command. */
    public Rule silentAt(String verb) {
        return whenCommand(verb).staySilent();
    }

    /** Never answers the TLS handshake, with STARTTLS as with implicit TLS. */
    public Rule silentAtHandshake() {
        return silentAt(Moment.HANDSHAKE);
    }

    /** Closes the connection instead of answering that command. */
    public Rule closeAt(String verb) {
        return whenCommand(verb).close();
    }

    /** Closes the connection in the middle of the message, before its final dot. */
    public Rule closeWithinBody() {
        return closeAt(Moment.BODY);
    }

    /** Refuses MAIL over this limit, as Amazon SES does and without a hint. */
    public Rule limit(TokenBucket bucket) {
        return when(moment -> moment.name().equals("MAIL") && !bucket.take())
                .reply("454 4.7.0 Throttling failure: Maximum sending rate exceeded");
    }

    /** Refuses the message before its final dot has come, and closes the connection. */
    public Rule refuseWithinBody(String... lines) {
        return whenCommand(Moment.BODY).replyAndClose(lines);
    }

    /** Takes the mail and closes the connection instead of saying so. */
    public Rule closeAfterDot() {
        return afterDot().close();
    }

    /** Takes the mail and never says so. */
    public Rule silentAfterDot() {
        return afterDot().staySilent();
    }

    /** Forgets every rule. */
    public void clearRules() {
        rules.clear();
    }

    final Optional<Rule> ruleFor(Moment moment) {
        for (Rule rule : rules) {
            if (rule.takes(moment)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private Rule.When when(Predicate<Moment> condition) {
        return new Rule.When(condition, rules::add);
    }

    private static Predicate<Moment> argument(String name, String address) {
        Pattern pattern =
                Pattern.compile(
                        "\\Q" + address.replace("*", "\\E.*\\Q") + "\\E", Pattern.CASE_INSENSITIVE);
        return moment -> moment.name().equals(name) && pattern.matcher(moment.argument()).matches();
    }
}
