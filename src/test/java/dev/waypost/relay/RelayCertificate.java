package dev.waypost.relay;

/** What a relay's port may show as its certificate. */
public enum RelayCertificate {
    /** Signed by the test CA for localhost and 127.0.0.1. */
    TRUSTED,
    /** Signed by the test CA, but for {@code other.example.org}. */
    OTHER_NAME,
    /** Signed by the test CA for localhost, no longer valid. */
    EXPIRED,
    /** Signed by the test CA for localhost, valid from tomorrow on. */
    NOT_YET_VALID,
    /** For localhost, signed by a CA that nobody trusts. */
    UNKNOWN_CA,
    /** For localhost, signed by the test CA, valid for ten days more. */
    EXPIRING,
    /** For localhost, signed by an intermediate CA of the test CA's, which is not sent along. */
    WITHOUT_INTERMEDIATE
}
