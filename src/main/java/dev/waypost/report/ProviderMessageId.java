package dev.waypost.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relay's own name for a mail it took, out of the text of its 250: what a provider's support
 * asks for. RFC 5321 leaves the text open; these are the forms in use: "queued as X" (Postfix, many
 * providers), "id=X" (Exim), "Ok X" (Amazon SES, SparkPost), "OK <X> [Hostname=" (Microsoft 365),
 * "OK time X - gsmtp" (Google), "X Message accepted" (Sendmail).
 */
final class ProviderMessageId {

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
