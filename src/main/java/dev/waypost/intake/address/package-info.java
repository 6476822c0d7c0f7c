/**
 * E-mail addresses (RFC 5321, RFC 6531): parsed once, into values that hold nothing else.
 *
 * <p>Enters: text as people write it. Leaves: {@link dev.waypost.intake.address.EmailAddress}. Not
 * its business: whether anybody reads mail there. May import: {@code intake.field}.
 */
package dev.waypost.intake.address;
