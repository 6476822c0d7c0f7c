package dev.waypost.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.waypost.classify.Classification;
import dev.waypost.classify.Outcome;
import dev.waypost.smtp.EnhancedStatus;
import dev.waypost.smtp.SmtpReply;
import java.io.IOException;
import java.util.Optional;

/**
 * The fields of a status event that tell an outcome: the same for the mail, for a recipient and for
 * an attempt.
 */
final class OutcomeFields {

    private OutcomeFields() {}

    static void write(JsonGenerator json, Outcome outcome) throws IOException {
        writeKind(json, outcome);
        if (outcome.reply() != null) {
            writeResponse(json, outcome.reply());
        }
    }

    /** All but what the relay said. */
    static void writeKind(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeStringField("class", outcome.outcomeClass().name());
        json.writeStringField("reason", outcome.reason().slug());
        Optional<Classification> classification = outcome.reason().classification();
        if (classification.isPresent()) {
            json.writeStringField("classification", classification.get().label());
        }
        json.writeStringField("phase", outcome.phase().label());
    }

    private static void writeResponse(JsonGenerator json, SmtpReply reply) throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("code", reply.code());
        EnhancedStatus enhanced = reply.enhanced();
        if (enhanced != null) {
            json.writeStringField("enhanced_status", enhanced.toString());
        }
        json.writeStringField("text", reply.text());
        json.writeEndObject();
    }
}
