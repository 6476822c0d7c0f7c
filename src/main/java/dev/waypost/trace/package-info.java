/**
 * Traces of passes, for whoever follows a mail from the backend through Kafka to the relay.
 *
 * <p>Enters: the trace context in a record's headers (W3C), and the attempts of a pass with the
 * times of their phases. Leaves: spans to an OpenTelemetry collector, where one is configured, and
 * the context for the status event. Not its business: what became of the mail. May import: {@code
 * intake}, {@code deliver}, {@code smtp}, {@code report}, {@code classify}, {@code config}.
 */
package dev.waypost.trace;
