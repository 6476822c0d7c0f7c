/**
 * Rate limiting: how fast mails may go to one relay account, as told, or as learnt from its
 * replies.
 *
 * <p>Enters: the wish to hand over a mail, and whether the relay took it or called it one too many.
 * Leaves: when it may go, in whose turn; whether this process stood still since it asked. Not its
 * business: what a reply means, connections, other accounts. Plain Java, no clock but {@code
 * nanoTime}. May import: {@code lane}, {@code config}.
 */
package dev.waypost.pace;
