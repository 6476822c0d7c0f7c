package dev.waypost.classify;

/** What a submission came to, and so what happens next. The routes say how. */
public enum OutcomeClass {
    /** The relay replied 2yz to the final dot. */
    ACCEPTED,
    /** Trouble of this port, not of this mail: the next port in the same pass. */
    FAILOVER,
    /** The relay or a recipient says later: a later pass, no other port. */
    RETRY,
    /** As RETRY, and the whole relay is over a limit: slow down, count no attempt. */
    SLOW,
    /** Permanent for this mail or recipient. */
    REJECT,
    /** Configuration: every mail would fail. */
    HALT,
    /** The final dot was sent and no reply came: may have been accepted (RFC 5321 section 6.1). */
    UNCERTAIN
}
