package dev.waypost.ops.routes.flow;

import static dev.waypost.ops.routes.Fact.COMPOSED;
import static dev.waypost.ops.routes.Fact.DUE_KNOWN;
import static dev.waypost.ops.routes.Fact.ON_POLL;
import static dev.waypost.ops.routes.Fact.RETRYING;
import static dev.waypost.ops.routes.Fact.SENT;
import static dev.waypost.ops.routes.Fact.TAKEN;

import dev.waypost.commit.Admission;
import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.FailureCase;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.Word;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.language.MethodCallExpression;

/** What one step does to a record, and what must have happened to it before. */
final class Effects {

    private final CarriageRule.Walk walk;
    private final Writing writing;
    private final Needs needs;
    private final Endings endings;
    private final Sending sending;

    Effects(CarriageRule.Walk walk) {
        this.walk = walk;
        this.writing = new Writing(walk);
        this.needs = new Needs(walk);
        this.endings = new Endings(walk, needs);
        this.sending = new Sending(walk, writing, needs, endings);
    }

    Sending sending() {
        return sending;
    }

    /** A filter asked the window whether it lets the record in. */
    Way answered(ProcessorDefinition<?> step, boolean yes, Way way) {
        if (!yes) {
            return way.with(Fact.NOT_ADMITTED);
        }
        if (way.has(RETRYING) && !way.has(DUE_KNOWN)) {
            needs.missing(step, "inFlightWindow.admit", DUE_KNOWN);
        }
        return way.with(Fact.ADMITTED);
    }

    /** A condition asks a word of the vocabulary. */
    Way asked(ProcessorDefinition<?> step, String name, Way way) {
        return Word.isKnown(name) ? needs.require(step, name, Word.named(name).needs(), way) : way;
    }

    Passage word(ProcessorDefinition<?> step, String name, Way way) {
        Passage passage = new Passage();
        if (!Word.isKnown(name)) {
            passage.fail(way, FailureCase.UNEXPECTED);
            passage.on().add(way);
            return passage;
        }
        if (name.equals("inFlightWindow.admit")) {
            walk.fault(
                    step,
                    "the window's answer is not looked at: records would be carried that it does"
                            + " not let in",
                    "make it a filter: `filter: {method: {ref: inFlightWindow, method: admit}}`");
        }
        mistimed(step, name, way);
        Word word = Word.named(name);
        Way met = needs.require(step, name, word.needs(), way);
        if (Word.takesDelivery(name) && way.has(TAKEN)) {
            needs.delivery(step, way);
        }
        word.fails().forEach(trouble -> passage.fail(met, trouble));
        if (name.equals(Word.REFUSE)) {
            return passage;
        }
        if (!name.startsWith("inFlightWindow.")) {
            passage.fail(met, FailureCase.UNEXPECTED);
        }
        Way after = met.with(word.gives());
        after = word.body().isEmpty() ? after : after.holding(word.body());
        passage.on().add(endings.said(step, name, after));
        return passage;
    }

    /** Steps of the routes' own: what they change of the message. */
    Passage changed(RouteDefinition route, ProcessorDefinition<?> step, Way way) {
        Way after = way;
        if (!way.has(TAKEN)) {
            untouched(step);
        }
        if (Word.replacesBody(step)) {
            after = after.holding(Word.OTHER);
        } else if (step instanceof SetHeaderDefinition header) {
            after = writing.header(route, header, after);
        } else if (step instanceof SetHeadersDefinition headers && headers.getHeaders() != null) {
            for (SetHeaderDefinition header : headers.getHeaders()) {
                after = writing.header(route, header, after);
            }
        } else if (step instanceof SetPropertyDefinition property) {
            boolean due =
                    property.getName().equals(Admission.NOT_BEFORE)
                            && property.getExpressionType() instanceof MethodCallExpression call
                            && Reach.word(call.getRef(), call.getMethod())
                                    .equals("redeliveries.dueAt");
            after = due ? after.with(DUE_KNOWN) : after;
        } else {
            after = writing.headersRemoved(step, after);
        }
        Passage passage = new Passage();
        passage.on().add(after);
        return passage;
    }

    /** Words that do harm where they come too early, or again. */
    private void mistimed(ProcessorDefinition<?> step, String name, Way way) {
        if (name.equals("statusTail.awaitCaughtUp") && way.has(ON_POLL)) {
            walk.fault(
                    step,
                    "statusTail.awaitCaughtUp: the thread that polls would wait, and its partitions"
                            + " be taken away",
                    "put it into the carriage, after the queue");
        } else if (name.equals("recordCapture.take") && way.has(TAKEN)) {
            walk.fault(
                    step,
                    "recordCapture.take was there before: what it took would be forgotten",
                    "take the record once, before the queue");
        } else if (name.startsWith("mail.") && way.has(SENT)) {
            walk.fault(
                    step,
                    "%s after the relay took the mail: it comes too late".formatted(name),
                    "put it before `to: direct:deliver`");
        } else if (name.equals("mail.addHeader") && way.has(COMPOSED)) {
            walk.fault(
                    step,
                    "mail.addHeader after the mail was composed: it comes too late",
                    "put it before mimeComposer.compose");
        } else if (name.equals("portFailover.begin") && way.has(SENT)) {
            walk.fault(
                    step,
                    "portFailover.begin after the relay took the mail: its attempts and recipients would"
                            + " be forgotten",
                    "begin before the mail is sent");
        }
    }

    /** Before it is captured, the record is as Kafka has given it. */
    private void untouched(ProcessorDefinition<?> step) {
        boolean header =
                step instanceof SetHeaderDefinition set && Writing.isKafkas(set.getName())
                        || Writing.removesKafkas(step);
        if (header || Word.replacesBody(step)) {
            walk.fault(
                    step,
                    "%s: the record would not be kept as it came, and the window not know its offset"
                            .formatted(step.getShortName()),
                    "put it after recordCapture.take");
        }
    }
}
