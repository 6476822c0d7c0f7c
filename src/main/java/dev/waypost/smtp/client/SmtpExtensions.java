package dev.waypost.smtp.client;

import dev.waypost.smtp.ReplyText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a relay offered in its reply to EHLO (RFC 5321 section 4.1.1.1). Immutable. */
public final class SmtpExtensions {

    private final Map<String, String> offered;

    private SmtpExtensions(Map<String, String> offered) {
        this.offered = offered;
    }

    /** Reads the lines of a 250 reply; the first names the relay only. */
    public static SmtpExtensions read(List<String> lines) {
        Map<String, String> offered = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            // AUTH=LOGIN is how relays wrote it before RFC 2554; some still do, beside AUTH.
            String[] words =
                    ReplyText.text(line).strip().replaceFirst("^(?i)AUTH=", "AUTH ").split(" ", 2);
            offered.merge(
                    words[0].toUpperCase(Locale.ROOT),
                    words.length > 1 ? words[1].strip() : "",
                    (one, other) -> one + " " + other);
        }
        return new SmtpExtensions(offered);
    }

    /** The same, as if these had not been offered. */
    SmtpExtensions without(Set<String> keywords) {
        Map<String, String> left = new HashMap<>(offered);
        left.keySet().removeAll(keywords);
        return new SmtpExtensions(left);
    }

    boolean offers(String extension) {
        return offered.containsKey(extension);
    }

    /** The largest message the relay takes, in octets (RFC 1870); no limit where it names none. */
    public long largestMessage() {
        try {
            long size = Long.parseLong(offered.getOrDefault("SIZE", "0"));
            return size > 0 ? size : Long.MAX_VALUE;
        } catch (NumberFormatException noNumber) {
            return Long.MAX_VALUE;
        }
    }

    /** The keywords, in upper case. */
    public Set<String> keywords() {
        return Set.copyOf(offered.keySet());
    }

    /** The login mechanisms, in upper case. */
    public List<String> mechanisms() {
        String all = offered.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).strip();
        return all.isEmpty() ? List.of() : List.of(all.split("\\s+"));
    }
}
