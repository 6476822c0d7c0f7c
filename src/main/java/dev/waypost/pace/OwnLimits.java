package dev.waypost.pace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells a limit of the account from one of a sender or of a recipient's domain, whatever the relay
 * calls it: their mails are too many again and again, and others are taken meanwhile. Without it
 * they would be tried without end and hold up everybody. Any thread.
 */
public final class OwnLimits {

    /** So many times in a row is no accident; of a limit found from replies, few mails know two. */
    private static final int AGAIN = 4;

    /** So many others are taken between two of those times. */
    private static final int OTHERS = 2;

    private static final int REMEMBERED = 1_000;

    /**
     * @param taken how many mails the relay had taken by the last time
     */
    private record Refusals(int times, long taken) {}

    /** By sender or domain, those that had no mail taken since. */
    private final Map<String, Refusals> refused =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Refusals> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private long taken;

    /**
     * The relay took a mail.
     *
     * @param sender its reverse-path
     * @param recipients for whom
     */
    public synchronized void taken(String sender, List<String> recipients) {
        taken++;
        if (!refused.isEmpty()) {
            all(sender, recipients).forEach(refused::remove);
        }
    }

    /**
     * The relay called a mail one too many.
     *
     * @param sender its reverse-path
     * @param recipients who had a part in it: none where none was named before
     * @return whether that is said of the sender's mails alone, or of those to the same domains
     */
    public synchronized boolean isOwn(String sender, List<String> recipients) {
        int times =
                all(sender, recipients)
                        .map(each -> refused.merge(each, new Refusals(1, taken), this::again))
                        .mapToInt(Refusals::times)
                        .reduce(0, Math::max);
        return times >= AGAIN;
    }

    private Refusals again(Refusals before, Refusals now) {
        return now.taken() - before.taken() < OTHERS
                ? before
                : new Refusals(before.times() + 1, now.taken());
    }

    /** An address is no domain's name, so they do not mix. */
    private static Stream<String> all(String sender, List<String> recipients) {
        Stream<String> domains = recipients.stream().map(OwnLimits::domain);
        return Stream.concat(Stream.of(sender), domains).distinct();
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
