package dev.waypost.simulation;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;

/** What the fake relay does with one submission: each class of answer, silence, doubt. */
enum RelayAnswer {
    TAKES_IT(Phase.END_OF_DATA, "250 2.0.0 queued as 1A2B", 0.05),
    TAKES_ITS_TIME(Phase.END_OF_DATA, "250 2.0.0 queued as 1A2B", 30),
    HANGS_AT_THE_DOT_THEN_TAKES_IT(Phase.END_OF_DATA, "250 2.0.0 queued as 1A2B", 500),
    REFUSES_SOME(Phase.RCPT, "550 5.1.1 no such user", 0.05),
    DEFERS_SOME(Phase.RCPT, "450 4.2.0 greylisted", 0.05),
    REFUSES_ONE_DEFERS_ANOTHER(Phase.RCPT, "550 5.1.1 no such user", 0.05),
    REFUSES_THE_SENDER(Phase.MAIL, "550 5.1.8 bad sender", 0.02),
    DEFERS_AT_MAIL(Phase.MAIL, "451 4.3.0 try later", 0.02),
    CLOSES_AT_MAIL(Phase.MAIL, "421 4.3.2 closing", 0.02),
    THROTTLES(Phase.MAIL, "454 4.7.0 Throttling failure: Maximum sending rate exceeded.", 0.02),
    BREAKS_OFF_AT_MAIL(Phase.MAIL, Symptom.CLOSED, 0.02),
    FALLS_SILENT_AT_RCPT(Phase.RCPT, Symptom.TIMEOUT, 300),
    DEFERS_AT_DATA(Phase.DATA, "451 4.3.0 try later", 0.02),
    BREAKS_OFF_IN_THE_BODY(Phase.BODY, Symptom.CLOSED, 0.1),
    DEFERS_AT_THE_DOT(Phase.END_OF_DATA, "452 4.3.1 insufficient storage", 0.1),
    HINTS_AT_THE_DOT(Phase.END_OF_DATA, "451 4.7.1 try again in 40 seconds", 0.1),
    HINTS_AT_A_SHORT_WAIT(Phase.END_OF_DATA, "451 4.7.1 try again in 1 seconds", 0.1),
    SAYS_THE_QUOTA_IS_USED_UP(Phase.MAIL, "550 5.4.5 Daily user sending limit exceeded", 0.1),
    WANTS_ANOTHER_HELO(
            Phase.RCPT, "504 5.5.2 Helo command rejected: need fully-qualified hostname", 0.02),
    REFUSES_AT_THE_DOT(Phase.END_OF_DATA, "554 5.7.1 spam", 0.1),
    LEAVES_IN_DOUBT_AND_DROPS_IT(Phase.END_OF_DATA, Symptom.CLOSED, 0.1),
    LEAVES_IN_DOUBT_AND_TAKES_IT(Phase.END_OF_DATA, Symptom.CLOSED, 0.1),
    FALLS_SILENT_AT_THE_DOT(Phase.END_OF_DATA, Symptom.TIMEOUT, 600),
    TALKS_RUBBISH_AT_THE_DOT(Phase.END_OF_DATA, Symptom.GARBLED, 0.1);

    final Phase phase;

    /** Null where no reply came. */
    final String reply;

    /** Null where a reply came. */
    final Symptom symptom;

    /** Seconds until then. */
    final double takes;

    RelayAnswer(Phase phase, String reply, double takes) {
        this(phase, reply, null, takes);
    }

    RelayAnswer(Phase phase, Symptom symptom, double takes) {
        this(phase, null, symptom, takes);
    }

    RelayAnswer(Phase phase, String reply, Symptom symptom, double takes) {
        this.phase = phase;
        this.reply = reply;
        this.symptom = symptom;
        this.takes = takes;
    }

    /** What a recipient is told at RCPT: some answers are for some of them only. */
    String toRecipient(int number, int recipients) {
        String fine = "250 2.1.5 ok";
        if (phase != Phase.RCPT || reply == null) {
            return fine;
        }
        if (this == REFUSES_ONE_DEFERS_ANOTHER) {
            return number == 0 ? reply : number == 1 ? DEFERS_SOME.reply : fine;
        }
        return number < (recipients + 1) / 2 || isAboutUs() ? reply : fine;
    }

    /** Whether it says something about us, and nothing about the mail. */
    boolean isAboutUs() {
        return this == SAYS_THE_QUOTA_IS_USED_UP || this == WANTS_ANOTHER_HELO;
    }

    /** Whether the message will reach somebody, whatever is said about it. */
    boolean isTaken() {
        return phase == Phase.END_OF_DATA && reply != null && reply.startsWith("250")
                || this == REFUSES_SOME
                || this == DEFERS_SOME
                || this == REFUSES_ONE_DEFERS_ANOTHER
                || this == LEAVES_IN_DOUBT_AND_TAKES_IT;
    }
}
