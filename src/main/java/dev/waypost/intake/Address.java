package dev.waypost.intake;

/**
 * A mailbox of RFC 5322 section 3.4, or of RFC 6531 where it is not ASCII.
 *
 * @param email the addr-spec, valid by RFC 5321; never null
 * @param name the display name without quotes; null when there is none
 */
public record Address(String email, String name) {

    /** For logs: that there is one, not which. */
    @Override
    public String toString() {
        return "an address";
    }
}
