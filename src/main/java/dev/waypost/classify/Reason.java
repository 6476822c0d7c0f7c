package dev.waypost.classify;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Why something came to what it came to: the closed list of slugs that stand in events, dead
 * letters, metrics and logs. A slug is never renamed; docs/outcomes.md explains them all. What each
 * means to a person is in {@code rules/advice.properties}.
 */
public enum Reason {
    ACCEPTED,

    HOST_UNKNOWN(Classification.DNS_FAILURE),
    PORT_REFUSED(Classification.BAD_CONNECTION),
    PORT_BLOCKED(Classification.NO_ANSWER_FROM_HOST),
    PORT_UNREACHABLE(Classification.BAD_CONNECTION),
    NO_GREETING(Classification.NO_ANSWER_FROM_HOST),
    BAD_GREETING(Classification.PROTOCOL_ERRORS),
    PORT_WANTS_STARTTLS(Classification.BAD_CONFIGURATION),
    PORT_WANTS_IMPLICIT_TLS(Classification.BAD_CONFIGURATION),
    TOO_MANY_CONNECTIONS(Classification.TRANSIENT_FAILURE),
    TURNED_AWAY_FOR_NOW(Classification.TRANSIENT_FAILURE),
    TURNED_AWAY(Classification.POLICY_RELATED),
    EHLO_REFUSED(Classification.PROTOCOL_ERRORS),
    CONNECTION_LOST(Classification.BAD_CONNECTION),

    TLS_STRIPPED(Classification.BAD_CONNECTION),
    TLS_UNAVAILABLE(Classification.BAD_CONNECTION),
    TLS_UNTRUSTED(Classification.BAD_CONFIGURATION),
    TLS_HANDSHAKE_FAILED(Classification.BAD_CONFIGURATION),
    CLIENT_CERTIFICATE_WANTED(Classification.BAD_CONFIGURATION),
    TLS_NO_ANSWER(Classification.BAD_CONNECTION),

    AUTH_FAILED(Classification.AUTHENTICATION_FAILED),
    ACCOUNT_DISABLED(Classification.AUTHENTICATION_FAILED),
    AUTH_REQUIRED(Classification.AUTHENTICATION_FAILED),
    AUTH_MECHANISM_REFUSED(Classification.AUTHENTICATION_FAILED),
    AUTH_NOT_OFFERED(Classification.AUTHENTICATION_FAILED),
    LOGIN_NOT_ALLOWED(Classification.AUTHENTICATION_FAILED),
    TOKEN_REFUSED(Classification.AUTHENTICATION_FAILED),
    AUTH_UNAVAILABLE(Classification.TRANSIENT_FAILURE),
    TOKEN_UNAVAILABLE(Classification.TRANSIENT_FAILURE),
    TOO_MANY_LOGINS(Classification.TRANSIENT_FAILURE),

    RELAY_CLOSING(Classification.TRANSIENT_FAILURE),
    RATE_LIMITED(Classification.QUOTA_ISSUES),
    QUOTA_EXHAUSTED(Classification.QUOTA_ISSUES),
    SESSION_LIMIT(Classification.QUOTA_ISSUES),
    RECIPIENT_LIMITED(Classification.QUOTA_ISSUES),
    HELO_REFUSED(Classification.BAD_CONFIGURATION),
    SUPPRESSED(Classification.INVALID_RECIPIENT),
    DEFERRED(Classification.TRANSIENT_FAILURE),
    SENDER_UNVERIFIED(Classification.INVALID_SENDER),
    MESSAGE_TOO_LARGE(Classification.CONTENT_RELATED),
    SMTPUTF8_UNSUPPORTED(Classification.PROTOCOL_ERRORS),
    PARAMETER_REFUSED(Classification.PROTOCOL_ERRORS),
    MESSAGE_REFUSED(Classification.UNCATEGORIZED),

    TOO_MANY_RECIPIENTS(Classification.TRANSIENT_FAILURE),
    MAILBOX_FULL(Classification.QUOTA_ISSUES),
    MAILBOX_DISABLED(Classification.INACTIVE_MAILBOX),
    MAILBOX_UNKNOWN(Classification.INVALID_RECIPIENT),
    RECIPIENT_DEFERRED(Classification.TRANSIENT_FAILURE),
    RECIPIENT_REFUSED(Classification.UNCATEGORIZED),
    RELAY_DENIED(Classification.RELAY_DENIED),

    NO_VALID_RECIPIENTS(Classification.UNCATEGORIZED),
    CONTENT_REFUSED(Classification.CONTENT_RELATED),
    POLICY_REFUSED(Classification.POLICY_RELATED),
    IN_DOUBT(Classification.BAD_CONNECTION),
    IN_DOUBT_GARBLED(Classification.PROTOCOL_ERRORS),

    RELAY_RULE(Classification.UNCATEGORIZED),
    NO_CONNECTION_FREE(Classification.TRANSIENT_FAILURE),
    GARBLED_REPLY(Classification.PROTOCOL_ERRORS),
    UNKNOWN_TROUBLE(Classification.UNCATEGORIZED),

    MASS_REFUSAL(Classification.BAD_CONFIGURATION),
    POSTPONED(Classification.BAD_CONNECTION),
    STOPPING(Classification.TRANSIENT_FAILURE),
    UNREADABLE_RECORD,
    UNDECODABLE,
    TOMBSTONE,
    UNKNOWN_EVENT_TYPE,
    TOO_LARGE,
    INVALID_EVENT,
    UNCOMPOSABLE,
    REFUSED_BY_ROUTE,
    SCHEDULED,
    EXPIRED(Classification.MESSAGE_EXPIRED),
    DUPLICATE,
    UNEXPECTED_ERROR(Classification.UNCATEGORIZED);

    private static final Map<String, Reason> BY_SLUG =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::slug, r -> r));

    private final String slug = name().toLowerCase(Locale.ROOT);
    private final Classification classification;

    Reason() {
        this(null);
    }

    Reason(Classification classification) {
        this.classification = classification;
    }

    /** The reason with this slug. */
    public static Optional<Reason> of(String slug) {
        return Optional.ofNullable(BY_SLUG.get(slug));
    }

    /** As it stands in events, headers and metrics: {@code auth_failed}. */
    public String slug() {
        return slug;
    }

    /** The kind of failure; empty where neither the relay nor the way to it failed. */
    public Optional<Classification> classification() {
        return Optional.ofNullable(classification);
    }

    /** One or two sentences for a person: what it means and what to do. */
    public String advice() {
        return Advice.BY_SLUG.getProperty(slug);
    }

    private static final class Advice {

        private static final Properties BY_SLUG = new Properties();

        static {
            try (InputStream in = Reason.class.getResourceAsStream("/rules/advice.properties")) {
                BY_SLUG.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return slug;
    }
}
