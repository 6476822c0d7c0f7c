package dev.waypost.ops.command.deadletter;

import dev.waypost.classify.Reason;
import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.story.MailStory;
import dev.waypost.ops.story.StatusEntry;
import dev.waypost.ops.story.Whereabouts;
import dev.waypost.report.RecordPlace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A mail's story for a person: what happened, in order, and where the mail is now. */
final class MailStoryText {

    private final StringBuilder text = new StringBuilder();
    private final MailStory story;

    private MailStoryText(MailStory story) {
        this.story = story;
    }

    static String of(MailStory story) {
        return DeadLetterRecord.harmless(new MailStoryText(story).write());
    }

    /** One line: for a list of mails. */
    static String line(MailStory story) {
        StringBuilder line = new StringBuilder(story.mailId());
        for (Whereabouts now : story.now()) {
            line.append("  ").append(time(now.since())).append(' ').append(words(now.state()));
        }
        return DeadLetterRecord.harmless(line.toString());
    }

    private String write() {
        line("mail %s", story.mailId());
        story.messageId().ifPresent(id -> line("Message-ID %s", id));
        line("");
        story.publishedAt().ifPresent(at -> line("%s  published", time(at)));
        story.record().ifPresent(at -> line("%24s  as record %s", "", at));
        story.events().forEach(this::event);
        for (DeadLetterRecord letter : story.events().isEmpty() ? story.deadLetters() : NONE) {
            line("%s  given up: %s", time(letter.failedAt()), letter.reason());
            letter.history().forEach(pass -> indented("%s", pass));
        }
        line("");
        line("now");
        story.now().forEach(this::now);
        if (story.now().isEmpty()) {
            line("  nothing tells where it is");
        }
        return text.toString();
    }

    private static final List<DeadLetterRecord> NONE = List.of();

    private void event(StatusEntry event) {
        if (event.deadLetter().isPresent()) {
            RecordPlace from = event.deadLetter().get();
            line("%s  put back from the dead letters (%s)", time(event.at()), brief(from));
            return;
        }
        line("%s  %s: %s", time(event.at()), pass(event), outcome(event));
        if (event.attempt() > 0) { // Else it was refused before any port was asked.
            for (StatusEntry.PostponedPort port : event.postponedPorts()) {
                indented("not tried: %s, %s since %s", port.name(), port.reason(), port.since());
                indented("  %s", port.advice());
            }
        }
        for (StatusEntry.PortTry port : event.tries()) {
            indented(
                    "port %d (%s): %s, %d ms",
                    port.port(), port.tls(), port.reason(), port.millis());
            if (!port.reason().equals(event.reason())) {
                indented("  %s", port.advice());
            }
        }
        if (event.recipients().isEmpty()) {
            if (!event.response().isEmpty()) {
                indented("the relay: %s", event.response());
            }
            indented("%s", event.advice());
            if (!event.detail().isEmpty()) {
                indented("%s", event.detail());
            }
        }
        for (StatusEntry.Recipient recipient : event.recipients()) {
            String response =
                    recipient.response().isEmpty() ? "" : "; the relay: " + recipient.response();
            indented("%s: %s%s", recipient.email(), recipient.status(), response);
            if (!recipient.status().equals("accepted")) {
                indented("  %s", recipient.advice());
            }
        }
        if (!event.providerMessageId().isEmpty()) {
            indented("the relay's id: %s", event.providerMessageId());
        }
        event.nextAttemptAt().ifPresent(at -> indented("next try at %s", time(at)));
    }

    /** The reason is told where the status does not say it already. */
    private static String outcome(StatusEntry event) {
        String reason = event.reason().equals("accepted") ? "" : " (" + event.reason() + ")";
        String shares =
                event.status().equals("partly_accepted")
                        ? ": %d accepted, %d given up"
                                .formatted(event.acceptedCount(), event.givenUpCount())
                        : "";
        return event.status() + reason + shares;
    }

    private static String pass(StatusEntry event) {
        return event.attempt() == 0
                ? "before the first pass"
                : "pass " + event.attempt() + " of " + event.maxAttempts() + " at most";
    }

    private void now(Whereabouts now) {
        String who = now.recipients().isEmpty() ? "all" : String.join(", ", now.recipients());
        boolean plain = now.reason().isEmpty() || now.state() == Whereabouts.State.ACCEPTED;
        String reason = plain ? "" : " (" + now.reason() + ")";
        line("  %s: %s since %s%s", who, words(now.state()), time(now.since()), reason);
        switch (now.state()) {
            case WAITING, REPLAYED -> {
                now.nextTry().ifPresent(at -> line("    next try at %s", time(at)));
                now.place()
                        .ifPresentOrElse(
                                at -> line("    in %s, %,d before it", at, now.ahead()),
                                () -> line("    being carried, or about to be"));
            }
            case QUEUED ->
                    now.place().ifPresent(at -> line("    in %s, %,d before it", at, now.ahead()));
            case GIVEN_UP ->
                    now.place()
                            .ifPresentOrElse(
                                    at ->
                                            line(
                                                    "    dead letter %s; %s",
                                                    brief(at), remedy(now, at)),
                                    () -> line("    its dead letter is no longer held"));
            case ACCEPTED -> {}
        }
    }

    /** An event that is wrong in itself would only be refused again. */
    private static String remedy(Whereabouts now, RecordPlace letter) {
        boolean wrong =
                Set.of(Reason.INVALID_EVENT, Reason.UNDECODABLE)
                        .contains(Reason.of(now.reason()).orElse(null));
        return wrong
                ? "dead-letters show %s has the event: mend it and publish it anew"
                        .formatted(brief(letter))
                : "dead-letters replay %s puts it back".formatted(brief(letter));
    }

    private static String words(Whereabouts.State state) {
        return switch (state) {
            case QUEUED -> "published, not taken yet";
            case WAITING -> "waits";
            case ACCEPTED -> "accepted by the relay";
            case GIVEN_UP -> "given up";
            case REPLAYED -> "put back, not taken yet";
        };
    }

    private static String brief(RecordPlace place) {
        return place.partition() + ":" + place.offset();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private void indented(String format, Object... values) {
        line(" ".repeat(26) + format, values);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
