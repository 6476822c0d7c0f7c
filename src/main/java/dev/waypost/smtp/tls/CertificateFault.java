package dev.waypost.smtp.tls;

/** What can be wrong with the certificate that a relay shows. */
public enum CertificateFault {
    /** Of the relay's own, or of one that signed it, the time is over. */
    EXPIRED,
    NOT_YET_VALID,
    /** Made out to other hosts. */
    OTHER_NAME,
    /** Signed by itself, and not among the trusted ones. */
    SELF_SIGNED,
    /**
     * Who signed the last one sent is neither sent nor trusted: the relay leaves an intermediate
     * certificate out, or a private CA is not known here.
     */
    INCOMPLETE_CHAIN,
    /** The chain ends at a CA that nobody here trusts. */
    UNKNOWN_CA,
    /** Anything else, such as a key too short. */
    OTHER
}
