package dev.waypost.carry;

import dev.waypost.classify.Outcome;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.intake.MailId;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.RecordPlace;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The log for mail people: one line per mail event and pass, the same fields in the same order,
 * never an address, a subject or a body. Where the log is JSON, the fields stand beside the line,
 * too. Any thread.
 */
@Singleton
@Named("mailLog")
@RegisterForReflection
public class MailLog {

    private static final Logger LOG = Logger.getLogger("waypost.mail");

    private final boolean json;

    @Inject
    MailLog(WaypostConfig config) {
        this(config.log().json());
    }

    /**
     * @param json whether the fields are to be told one by one
     */
    MailLog(boolean json) {
        this.json = json;
    }

    /** Writes the line of this delivery's result. */
    public void line(Delivery delivery) {
        Map<String, Object> fields = fields(delivery);
        StringJoiner words = new StringJoiner(" ");
        fields.forEach((name, value) -> words.add(name + "=" + value));
        String line = words.toString();
        if (!json) {
            LOG.info(line);
            return;
        }
        fields.forEach(MDC::put);
        try {
            LOG.info(line);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    static Map<String, Object> fields(Delivery delivery) {
        AttemptLog pass = delivery.attempts();
        DeliveryResult verdict = delivery.result();
        Outcome outcome = verdict.outcome();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", verdict.told().word());
        fields.put("class", outcome.outcomeClass());
        fields.put("reason", outcome.reason().slug());
        fields.put("phase", outcome.phase().label());
        fields.put("reply", outcome.reply() == null ? "-" : outcome.reply().code());
        fields.put("ports", pass == null ? "-" : ports(pass.attempts()));
        fields.put("attempt", verdict.next().attempts());
        fields.put("recipients", verdict.recipients().size());
        fields.put("record", RecordPlace.of(delivery.record()));
        fields.put("id", id(delivery));
        return fields;
    }

    /**
     * The event's id. Where a refused one has none that can be read, the record's key may help to
     * find it, unless it may be an address.
     */
    private static String id(Delivery delivery) {
        String id = delivery.mailId();
        if (!id.equals(RecordPlace.of(delivery.record()).toString())) {
            return id;
        }
        String key = MailId.in(delivery.record().key());
        return key == null || key.indexOf('@') >= 0 ? "-" : "key:" + key;
    }

    private static String ports(List<Attempt> attempts) {
        StringJoiner ports = new StringJoiner(">").setEmptyValue("-");
        for (Attempt attempt : attempts) {
            ports.add(attempt.port().name());
        }
        return ports.toString();
    }
}
