package dev.waypost.smtp;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A submission that nobody accepted, with the phase it failed in and what was seen. */
public sealed class SubmissionFailure extends MessagingException permits Outrun {

    private static final Set<Symptom> NO_CONNECTION =
            EnumSet.of(
                    Symptom.UNKNOWN_HOST,
                    Symptom.REFUSED,
                    Symptom.UNREACHABLE,
                    Symptom.TIMEOUT,
                    Symptom.CLOSED);

    private final transient Trouble trouble;
    private final transient List<RecipientReply> recipients;
    private final transient Map<String, Trouble> troubles;
    private final boolean whileOthersGo;

    /**
     * @param recipients the replies to the RCPT commands sent so far; empty if none was sent
     * @param cause null where the relay's reply says it all
     */
    public SubmissionFailure(Trouble trouble, List<RecipientReply> recipients, Exception cause) {
        this(trouble, recipients, Map.of(), false, cause);
    }

    private SubmissionFailure(
            Trouble trouble,
            List<RecipientReply> recipients,
            Map<String, Trouble> troubles,
            boolean whileOthersGo,
            Exception cause) {
        super(trouble.phase().label() + ": " + trouble.detail(), cause);
        this.trouble = trouble;
        this.recipients = List.copyOf(recipients);
        this.troubles = Map.copyOf(troubles);
        this.whileOthersGo = whileOthersGo;
    }

    /** Trouble before any RCPT was answered, which says it all. */
    public SubmissionFailure(Trouble trouble) {
        this(trouble, List.of(), null);
    }

    /** Given up by ourselves before anything of the mail was begun. */
    public static SubmissionFailure notBegun() {
        return new SubmissionFailure(
                Trouble.of(Phase.CONNECT, Symptom.ABANDONED, "not begun: to be read again first"));
    }

    /** Whatever an endpoint threw; what is not ours is trouble of unknown kind (so transient). */
    public static SubmissionFailure of(Exception cause) {
        if (cause instanceof SubmissionFailure failure) {
            return failure;
        }
        String what = cause == null ? "no cause" : cause.getClass().getSimpleName();
        return new SubmissionFailure(
                Trouble.of(Phase.CONNECT, Symptom.UNKNOWN, what), List.of(), cause);
    }

    /** The same, where we have closed the connection ourselves: no word of the relay's. */
    public SubmissionFailure abandoned() {
        Trouble ours =
                Trouble.of(
                        trouble.phase(), Symptom.ABANDONED, "no longer waited for: Waypost stops");
        return new SubmissionFailure(ours, recipients, troubles, whileOthersGo, this);
    }

    /** The same, but for these recipients, who had no part in it. */
    public SubmissionFailure besides(Map<String, Trouble> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, Trouble> all = new HashMap<>(troubles);
        all.putAll(others);
        return new SubmissionFailure(trouble, recipients, all, whileOthersGo, this);
    }

    /** The same; what is too much is so of this mail and its like alone. */
    public SubmissionFailure besideOthers() {
        return new SubmissionFailure(trouble, recipients, troubles, true, this);
    }

    /** The relay takes other mails meanwhile. */
    public boolean isWhileOthersGo() {
        return whileOthersGo;
    }

    /** The same, after a transaction for others of the same mail, who were refused. */
    public SubmissionFailure after(SubmissionFailure others) {
        List<RecipientReply> all = new ArrayList<>(others.recipients);
        all.addAll(recipients);
        Map<String, Trouble> own = new HashMap<>(others.troubles);
        own.putAll(troubles);
        return new SubmissionFailure(
                trouble, all, own, whileOthersGo || others.whileOthersGo, this);
    }

    /** The relay refused each recipient, and said nothing against the mail. */
    public boolean isOfRecipients() {
        return trouble.phase() == Phase.RCPT && trouble.reply() != null;
    }

    /** The relay closed an idle connection before it answered a word of this mail. */
    public boolean isStale() {
        return trouble.phase() == Phase.MAIL
                && (trouble.symptom() == Symptom.CLOSED
                        || trouble.reply() != null && trouble.reply().code() == 421);
    }

    /** No reply came to a command of the mail, and nothing of the message was sent. */
    public boolean isBeforeMessage() {
        Phase phase = trouble.phase();
        return trouble.reply() == null
                && phase.compareTo(Phase.MAIL) >= 0
                && phase.compareTo(Phase.BODY) < 0;
    }

    /** The message was sent to its end, and no reply said what became of it. */
    public boolean isInDoubt() {
        return trouble.phase() == Phase.END_OF_DATA && trouble.reply() == null;
    }

    /** The relay answered a command of the mail. */
    public boolean isAboutMail() {
        return trouble.reply() != null && trouble.phase().compareTo(Phase.MAIL) >= 0;
    }

    /** No new connection could be had, for now and without a word about the login. */
    public boolean isNotLetIn() {
        if (trouble.phase().compareTo(Phase.MAIL) >= 0) {
            return false;
        }
        return trouble.reply() == null
                ? NO_CONNECTION.contains(trouble.symptom())
                : trouble.reply().isTransient();
    }

    /** The port was silent to a new connection before it took a command of a mail. */
    public boolean isSilentBeforeMail() {
        return trouble.symptom() == Symptom.TIMEOUT && trouble.phase().compareTo(Phase.MAIL) < 0;
    }

    /** The relay refused user name or password for good. */
    public boolean isRefusedLogin() {
        return trouble.phase() == Phase.AUTH
                && trouble.reply() != null
                && trouble.reply().isPermanent();
    }

    public Trouble trouble() {
        return trouble;
    }

    public List<RecipientReply> recipients() {
        return recipients;
    }

    /** The recipients that had no part in it, each with its own trouble. */
    public Map<String, Trouble> troubles() {
        return troubles;
    }
}
