/**
 * Failure in four words, and who decides what. Whoever looks for "why did this mail end so" follows
 * them in this order; each is one value, decided in one place.
 *
 * <ol>
 *   <li><b>What the wire saw</b>: {@link dev.waypost.smtp.Trouble}, which has the {@link
 *       dev.waypost.smtp.Phase}, the kind ({@link dev.waypost.smtp.Symptom}) and the {@link
 *       dev.waypost.smtp.SmtpReply}, if one came. Said by the SMTP client, which judges nothing;
 *       {@link dev.waypost.smtp.SubmissionFailure} carries it, with each recipient's own reply.
 *   <li><b>What it means</b>: {@link dev.waypost.classify.Outcome}, which has the class ({@link
 *       dev.waypost.classify.OutcomeClass}), the {@link dev.waypost.classify.Scope}, the {@link
 *       dev.waypost.classify.Reason} and the wait. Decided by {@link
 *       dev.waypost.classify.OutcomeClassifier}: the relay's own rules first, then those of {@code
 *       rules/default.rules}, then the RFCs in {@code rules/table.rules}; one grammar ({@link
 *       dev.waypost.classify.ReplyRules}), and the first line that matches decides.
 *   <li><b>What became of each recipient</b>: an {@code Outcome} of its own, in {@code
 *       deliver.AttemptLog}. Decided by {@code deliver.RecipientOutcomes}: by its own reply, else
 *       by the message's. What that comes to, accepted, deferred, rejected, held, is its {@code
 *       report.Disposition}; who is in doubt goes by {@code config.InDoubt}.
 *   <li><b>What becomes of the mail</b>: {@code report.DeliveryResult}, which has the {@code
 *       report.Status}, the retry's time and topic, and who is given up. Decided by {@code
 *       report.Results}, with {@code report.Deferral} for when and whether again.
 * </ol>
 *
 * <p>Four decisions are made on the way, each by whoever sees enough:
 *
 * <ul>
 *   <li>another port, or the end of the pass: the exception that {@link
 *       dev.waypost.classify.OutcomeClassifier#failure} makes of an outcome ({@link
 *       dev.waypost.classify.PortUnavailable} goes on in {@code routes/relays}); a class for each
 *       way, for the routes choose by class. What each means for the record is in {@code
 *       routes/90-outcomes};
 *   <li>whether a port is asked at all: {@code deliver.PortHealth};
 *   <li>whether mails go to the relay at all: {@code deliver.RelayCircuit};
 *   <li>whether many equal refusals are configuration: {@code deliver.RefusalBreaker}.
 * </ul>
 *
 * <p>Not the business of this room: talking to the relay, counting attempts, remembering ports,
 * writing anything. Plain Java; knows neither Camel nor Kafka nor injection. May import: {@code
 * smtp}, for the facts of the wire.
 */
package dev.waypost.classify;
