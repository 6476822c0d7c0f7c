package dev.waypost.classify;

/**
 * What kind of failure a reason is, by the names that KumoMTA gives to bounces (its {@code
 * bounce_classification}): coarser than a reason, and known to tools that count or act on failures
 * of several senders. Those that only a receiver of foreign mail can tell are left out.
 */
public enum Classification {
    AUTHENTICATION_FAILED("AuthenticationFailed"),
    BAD_CONFIGURATION("BadConfiguration"),
    BAD_CONNECTION("BadConnection"),
    CONTENT_RELATED("ContentRelated"),
    DNS_FAILURE("DNSFailure"),
    INACTIVE_MAILBOX("InactiveMailbox"),
    INVALID_RECIPIENT("InvalidRecipient"),
    INVALID_SENDER("InvalidSender"),
    MESSAGE_EXPIRED("MessageExpired"),
    NO_ANSWER_FROM_HOST("NoAnswerFromHost"),
    POLICY_RELATED("PolicyRelated"),
    PROTOCOL_ERRORS("ProtocolErrors"),
    QUOTA_ISSUES("QuotaIssues"),
    RELAY_DENIED("RelayDenied"),
    TRANSIENT_FAILURE("TransientFailure"),
    UNCATEGORIZED("Uncategorized");

    private final String label;

    Classification(String label) {
        this.label = label;
    }

    /** As it stands in status events: {@code QuotaIssues}. */
    public String label() {
        return label;
    }
}
