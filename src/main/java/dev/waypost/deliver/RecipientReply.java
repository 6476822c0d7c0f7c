package dev.waypost.deliver;

import dev.waypost.classify.SmtpReply;

/** The relay's reply to one RCPT command (RFC 5321 section 3.3). */
public record RecipientReply(String recipient, SmtpReply reply) {}
