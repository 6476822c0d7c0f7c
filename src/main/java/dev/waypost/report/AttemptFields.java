package dev.waypost.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.SubmissionReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a status event that tell a pass over the ports. */
final class AttemptFields {

    private AttemptFields() {}

    static void write(JsonGenerator json, AttemptLog log) throws IOException {
        json.writeStringField("message_id", log.messageId());
        json.writeNumberField("size", log.size());
        if (log.report() != null) {
            writeAcceptance(json, log.report());
        }
        List<Attempt> attempts = log.attempts();
        if (!attempts.isEmpty()) {
            json.writeObjectFieldStart("endpoint");
            writePort(json, attempts.get(attempts.size() - 1).port());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("chain");
        for (Attempt attempt : attempts) {
            writeAttempt(json, attempt);
        }
        json.writeEndArray();
    }

    private static void writeAttempt(JsonGenerator json, Attempt attempt) throws IOException {
        json.writeStartObject();
        writePort(json, attempt.port());
        OutcomeFields.write(json, attempt.outcome());
        json.writeNumberField("duration_ms", attempt.took().toMillis());
        json.writeObjectFieldStart("phases_ms");
        for (Map.Entry<Phase, Duration> phase : attempt.times().sums().entrySet()) {
            json.writeNumberField(
                    PhaseTimes.label(phase.getKey()), phase.getValue().toNanos() / 1000 / 1000.0);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeAcceptance(JsonGenerator json, SubmissionReport report)
            throws IOException {
        String reply = report.reply().text();
        json.writeStringField("provider_reply", reply);
        Optional<String> id = ProviderMessageId.in(reply);
        if (id.isPresent()) {
            json.writeStringField("provider_message_id", id.get());
        }
        String[] tls = report.tls().split(" ", 2);
        json.writeObjectFieldStart("tls");
        json.writeStringField("version", tls[0]);
        json.writeStringField("cipher", tls.length > 1 ? tls[1] : "");
        json.writeEndObject();
    }

    private static void writePort(JsonGenerator json, SubmissionPort port) throws IOException {
        json.writeStringField("host", port.host());
        json.writeNumberField("port", port.number());
        json.writeStringField("tls", port.tlsMode());
    }

    /**
     * The relay's own name for a mail it took, out of the text of its 250: what a provider's
     * support asks for. RFC 5321 leaves the text open; these are the forms in use: "queued as X"
     * (Postfix, many providers), "id=X" (Exim), "Ok X" (Amazon SES, SparkPost), "OK <X> [Hostname="
     * (Microsoft 365), "OK time X - gsmtp" (Google), "X Message accepted" (Sendmail).
     */
    static final class ProviderMessageId {

        private static final Pattern FORMS =
                Pattern.compile(
                        "queued as\\s+<?([\\w.@+=-]{4,200})|\\bid=<?([\\w.@+-]{4,200})"
                                + "|^ok:?\\s+<?([\\w./@+-]{12,200})>?(?:\\s+\\[Hostname=.*)?$"
                                + "|^ok\\s+\\d+\\s+([\\w.-]{8,200}) - gsmtp$"
                                + "|^([\\w.-]{8,200}) Message accepted for delivery",
                        Pattern.CASE_INSENSITIVE);

        private ProviderMessageId() {}

        /** The id in this text; empty where it names none in a known form. */
        static Optional<String> in(String text) {
            Matcher matcher = FORMS.matcher(text.strip());
            if (!matcher.find()) {
                return Optional.empty();
            }
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    return Optional.of(matcher.group(group));
                }
            }
            return Optional.empty();
        }
    }
}
