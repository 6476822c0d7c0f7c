package dev.waypost.classify;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wait that a reply's text asks for: "try again in 300 seconds", "come back in 00:05:00". It
 * never changes the verdict, only the time of the next attempt, within 1 s and 24 h. A time of day
 * is no wait, for nobody knows whose clock it is.
 */
final class RetryHint {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofHours(24);

    // The wait must belong to a word of waiting: "100 messages in 1 hour" is a limit, no hint.
    private static final String WAITING =
            "\\b(?:again|retry(?:[- ]after)?|retrying|retries|wait|back|greylist\\w*|graylist\\w*"
                    + "|delayed|resend|reconnect|next attempt|allow"
                    + "|(?:deferred|blocked|locked|suspended|throttled|limited|paused|banned"
                    + "|unavailable|reset|resets|expires|available)\\b[^0-9.;]{0,20}?"
                    + "\\b(?:for|in|after))\\b";

    private static final Pattern WAIT_FOLLOWS =
            Pattern.compile(
                    WAITING + "[^0-9.;]{0,30}?\\b" + SpokenDuration.SYNTAX,
                    Pattern.CASE_INSENSITIVE);

    // "5 minutes before trying again"
    private static final Pattern WAIT_PRECEDES =
            Pattern.compile(
                    "\\b"
                            + SpokenDuration.SYNTAX
                            + "[^0-9.;]{0,15}\\b(?:before|until|till|then)\\b[^0-9.;]{0,20}"
                            + "\\b(?:again|retry|retrying|resend|resending|sending|reconnecting)\\b",
                    Pattern.CASE_INSENSITIVE);

    // As the header field of HTTP, seconds without a unit (RFC 9110 section 10.2.3).
    private static final Pattern BARE_SECONDS =
            Pattern.compile(
                    "\\bretry[- ]after ?[:=]? ?(\\d{1,7})(?![\\d:/-]|[.,]\\d| ?\\p{L})",
                    Pattern.CASE_INSENSITIVE);

    private RetryHint() {}

    /** The hint in the text of a reply, if there is one. */
    static Optional<Duration> in(String text) {
        return spoken(WAIT_FOLLOWS, text)
                .or(() -> spoken(WAIT_PRECEDES, text))
                .or(() -> bareSeconds(text))
                .map(RetryHint::bounded);
    }

    private static Optional<Duration> spoken(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? SpokenDuration.of(matcher.group("wait")) : Optional.empty();
    }

    private static Optional<Duration> bareSeconds(String text) {
        Matcher matcher = BARE_SECONDS.matcher(text);
        return matcher.find()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** Brought within the bounds. */
    static Duration bounded(Duration wait) {
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
