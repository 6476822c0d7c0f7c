package dev.waypost.pace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What pods tell each other of the accounts that they share, where so few mails are taken that they
 * must take turns: {@code account pod tooShort enough}, comma-separated, beside the status event of
 * a mail. Not its business: how it gets there. Any thread.
 */
public final class PaceNews {

    /** Record header of status events. */
    public static final String HEADER = "waypost-pace";

    /** Clocks that differ more than that are not believed. */
    private static final long OLDEST_MILLIS = 5_000;

    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    /**
     * This account has this pace.
     *
     * @param account what tells it from others, the same in all pods; nobody can read it in what is
     *     told
     */
    public void add(String account, Pace pace) {
        paces.put(Integer.toHexString(account.hashCode()), pace);
    }

    /** What this pod has to tell now, and has not told yet; null for nothing. */
    public String told() {
        String all = null;
        for (Map.Entry<String, Pace> each : paces.entrySet()) {
            PaceWord word = each.getValue().told();
            if (word != null) {
                all = (all == null ? "" : all + ", ") + each.getKey() + " " + word;
            }
        }
        return all;
    }

    /**
     * This or another pod told this.
     *
     * @param told the header's octets
     * @param millisAgo how long ago, as far as clocks agree
     */
    public void hear(byte[] told, long millisAgo) {
        long ago = Math.max(0, Math.min(OLDEST_MILLIS, millisAgo));
        hear(new String(told, StandardCharsets.US_ASCII), Duration.ofMillis(ago));
    }

    /**
     * Before this process began, a mail was taken; accounts with a rate that was told have it from
     * the same relay, as far as is known.
     *
     * @param millisAgo how long ago, as far as clocks agree
     */
    public void hearTaken(long millisAgo) {
        Duration ago = Duration.ofMillis(Math.max(0, millisAgo));
        paces.values().forEach(pace -> pace.hearTaken(ago));
    }

    void hear(String told, Duration ago) {
        for (String entry : told.split(", *")) {
            String account = entry.substring(0, Math.max(0, entry.indexOf(' ')));
            Pace pace = paces.get(account);
            if (pace != null) {
                PaceWord.parse(entry.substring(account.length()))
                        .ifPresent(word -> pace.hear(word, ago));
            }
        }
    }
}
