package dev.waypost.smtp;

/** The relay's reply to one RCPT command (RFC 5321 section 3.3). */
public record RecipientReply(String recipient, SmtpReply reply) {

    /** For logs: the code alone; the text of a reply may name the recipient. */
    @Override
    public String toString() {
        return "a recipient: " + reply.status();
    }
}
