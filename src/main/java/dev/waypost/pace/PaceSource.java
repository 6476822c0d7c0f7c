package dev.waypost.pace;

/** Why the pace of a relay account is what it is. */
public enum PaceSource {
    /** No limit is known. */
    NONE,
    /** By a setting. */
    CONFIGURED,
    /** By the relay's profile. */
    PROFILE,
    /** By the relay's throttle replies. */
    LEARNED
}
