package dev.waypost.carry;

import dev.waypost.classify.Outcome;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.RecordPlace;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The log for mail people: one line per mail event and pass, the same fields in the same order,
 * never an address, a subject or a body. Any thread.
 */
@Singleton
@Named("mailLog")
@RegisterForReflection
public class MailLog {

    private static final Logger LOG = Logger.getLogger("waypost.mail");

    /** Writes the line of this delivery's result. */
    public void line(Delivery delivery) {
        AttemptLog log = delivery.attempts();
        DeliveryResult verdict = delivery.result();
        Outcome outcome = verdict.outcome();
        LOG.info(
                "status="
                        + verdict.told().word()
                        + " class="
                        + outcome.outcomeClass()
                        + " reason="
                        + outcome.reason().slug()
                        + " phase="
                        + outcome.phase().label()
                        + " reply="
                        + (outcome.reply() == null ? "-" : outcome.reply().code())
                        + " ports="
                        + (log == null ? "-" : ports(log.attempts()))
                        + " attempt="
                        + verdict.next().attempts()
                        + " recipients="
                        + verdict.recipients().size()
                        + " record="
                        + RecordPlace.of(delivery.record())
                        + " id="
                        + delivery.mailId());
    }

    private static String ports(List<Attempt> attempts) {
        return attempts.isEmpty()
                ? "-"
                : attempts.stream()
                        .map(attempt -> attempt.port().name())
                        .collect(Collectors.joining(">"));
    }
}
