package dev.waypost.smtp;

import java.util.Objects;

/**
 * One failure as the transport saw it: phase and symptom, and the reply if there was one. The raw
 * material of the decision table; no judgement in it.
 *
 * @param reply null unless the relay replied
 * @param detail one line for a person, no secret and no address in it; never null
 */
public record Trouble(Phase phase, Symptom symptom, SmtpReply reply, String detail) {

    public Trouble {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(symptom);
        if ((symptom == Symptom.REPLY) != (reply != null)) {
            throw new IllegalArgumentException("symptom REPLY and a reply belong together");
        }
        detail = detail == null ? "" : detail;
    }

    /** The relay's reply in {@code phase}. */
    public static Trouble reply(Phase phase, SmtpReply reply) {
        return new Trouble(phase, Symptom.REPLY, reply, reply.redacted());
    }

    /** Trouble without a reply. */
    public static Trouble of(Phase phase, Symptom symptom, String detail) {
        return new Trouble(phase, symptom, null, detail);
    }

    /** For logs: no text of the reply, which may name a recipient. */
    @Override
    public String toString() {
        return symptom + " in " + phase.label();
    }
}
