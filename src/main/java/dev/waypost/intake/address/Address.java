package dev.waypost.intake.address;

/**
 * A mailbox of RFC 5322 section 3.4, or of RFC 6531 where it is not ASCII.
 *
 * @param emailAddress never null
 * @param name the display name without quotes; null when there is none
 */
public record Address(EmailAddress emailAddress, String name) {

    /**
     * @throws IllegalArgumentException where the text is no address
     */
    public Address(String email, String name) {
        this(EmailAddress.parse(email), name);
    }

    /** The address alone, its domain in ASCII. */
    public String email() {
        return emailAddress.text();
    }

    /** For logs: that there is one, not which. */
    @Override
    public String toString() {
        return "an address";
    }
}
