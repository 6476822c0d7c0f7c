/**
 * What a trouble means. In comes a {@link dev.waypost.smtp.Trouble}: the phase, what was seen and
 * the relay's reply. Out goes an {@link dev.waypost.classify.Outcome}, or one of the four
 * exceptions by which the routes decide where the mail goes next.
 *
 * <p>Not its business: talking to the relay, counting attempts, remembering ports, writing
 * anything. Plain Java; knows neither Camel nor Kafka nor injection. May import: {@code smtp}, for
 * the facts of the wire.
 */
package dev.waypost.classify;
