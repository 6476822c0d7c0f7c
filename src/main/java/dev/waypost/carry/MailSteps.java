package dev.waypost.carry;

import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.PermanentFailure;
import dev.waypost.classify.Reason;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.address.Address;
import dev.waypost.report.Results;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * What a step of a user's own does with a mail, one word each: refuse it, ask whom it is for, add a
 * header field. Any thread.
 */
@Singleton
@Named("mail")
@RegisterForReflection
public class MailSteps {

    /** Of a reason, in characters: it stands in headers and status events. */
    static final int LONGEST_REASON = 200;

    /** Line breaks among them, which would begin another header field; Unicode's too. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    /**
     * Ends this mail: no relay is asked, and it becomes a dead letter with this reason, as {@code
     * refused_by_route}.
     *
     * @param why for a person; control characters become spaces, and what is longer than {@value
     *     #LONGEST_REASON} characters is cut
     * @throws PermanentFailure always, so that nothing can be forgotten behind it
     */
    public void refuse(String why) throws PermanentFailure {
        throw new PermanentFailure(
                Results.local(OutcomeClass.REJECT, Reason.REFUSED_BY_ROUTE, reason(why)));
    }

    private static String reason(String why) {
        String line = oneLine(why);
        if (line.isEmpty()) {
            return "the route gives no reason";
        }
        return line.codePointCount(0, line.length()) <= LONGEST_REASON
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_REASON - 1)) + "…";
    }

    private static String oneLine(String text) {
        return text == null ? "" : CONTROL.matcher(text).replaceAll(" ").strip();
    }

    // Camel fills the arguments in the order of the route's; what it does not say comes last.

    /**
     * Whether a recipient, of To, Cc or Bcc, is of one of these domains or below it.
     *
     * @param domains comma-separated, in any case, in their {@code xn--} form beyond ASCII
     */
    public boolean isTo(String domains, Exchange exchange) {
        List<String> asked =
                Arrays.stream(domains.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .filter(domain -> !domain.isEmpty())
                        .toList();
        MailEvent event = Delivery.in(exchange).event();
        return Stream.of(event.to(), event.cc(), event.bcc())
                .flatMap(List::stream)
                .map(MailSteps::domain)
                .anyMatch(domain -> asked.stream().anyMatch(one -> isWithin(domain, one)));
    }

    private static String domain(Address address) {
        String text = address.email();
        return text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isWithin(String domain, String asked) {
        return domain.equals(asked) || domain.endsWith("." + asked);
    }

    /**
     * Adds a header field, before the mail is composed. One that a mail can have only once stays as
     * the event says it.
     *
     * @param value control characters become spaces
     * @throws IllegalArgumentException where a mail event could not have such a field either: its
     *     name is none, or of a field that Waypost writes itself; the value does not fold
     */
    public Delivery addHeader(String name, String value, Exchange exchange) {
        Delivery delivery = Delivery.in(exchange);
        MailEvent event = delivery.event();
        try {
            return delivery.decoded(event.with(event.headers().with(name, oneLine(value))));
        } catch (IllegalArgumentException fault) {
            if (event.headers().has(name)) {
                return delivery;
            }
            throw new IllegalArgumentException(
                    "mail.addHeader: the header " + name + " " + fault.getMessage(), fault);
        }
    }
}
