package dev.waypost.ops.story;

import dev.waypost.report.RecordPlace;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which mail somebody asks for. A text alone is taken for whatever it may be: {@code
 * ann@example.net} for a recipient, a Message-ID and an id. Immutable.
 *
 * @param by what the text may be
 * @param since what was written earlier is not read; null for everything
 */
public record MailQuery(String text, Set<By> by, Instant since) {

    /** What a mail is asked for by. */
    public enum By {
        ID,
        RECIPIENT,
        MESSAGE_ID,
        RECORD
    }

    private static final Pattern PLACE = Pattern.compile("([\\w.-]{1,249})/(\\d{1,9})/(\\d{1,18})");

    /** Asks for whatever the text may be. */
    public static MailQuery of(String text) {
        String trimmed = text.strip();
        Set<By> by = EnumSet.of(By.ID);
        if (trimmed.contains("@")) {
            by.add(By.MESSAGE_ID);
            if (!trimmed.startsWith("<")) {
                by.add(By.RECIPIENT);
            }
        }
        if (PLACE.matcher(trimmed).matches()) {
            by.add(By.RECORD);
        }
        return new MailQuery(trimmed, by, null);
    }

    /** The same, for the text being this. */
    public MailQuery only(By what) {
        return new MailQuery(text, EnumSet.of(what), since);
    }

    /** The same, of what was written at this moment or later. */
    public MailQuery after(Instant moment) {
        return new MailQuery(text, by, moment);
    }

    boolean isId() {
        return by.equals(EnumSet.of(By.ID));
    }

    boolean matchesId(String id) {
        return by.contains(By.ID) && text.equals(id);
    }

    boolean matchesMessageId(String id) {
        return by.contains(By.MESSAGE_ID) && bare(text).equals(bare(id));
    }

    private static String bare(String id) {
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    /** In any case: people ask for an address as they remember it. */
    boolean matchesRecipient(String address) {
        return by.contains(By.RECIPIENT) && text.equalsIgnoreCase(address);
    }

    boolean matchesPlace(RecordPlace place) {
        return by.contains(By.RECORD) && text.equals(place.toString());
    }

    /** Stands in each status event of the mail. */
    Needle inStatus() {
        Matcher place = PLACE.matcher(text);
        return by.contains(By.RECORD) && place.matches()
                ? Needle.of("\"offset\":" + place.group(3))
                : inEvent();
    }

    /** Stands in the mail event, where the text is an id or an address. */
    Needle inEvent() {
        return Needle.withinJson(bare(text));
    }

    /** For logs: no address. */
    @Override
    public String toString() {
        return "mail by " + by;
    }
}
