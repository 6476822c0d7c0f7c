package dev.waypost.ops.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.ops.deadletter.DeadLetterJson;
import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.report.RecordPlace;
import java.util.Optional;

/**
 * A search for a mail for a program; docs/dead-letters.md names the fields. A field is never
 * renamed.
 */
public final class MailStoryJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MailStoryJson() {}

    /** What was found, and within what. */
    public static ObjectNode of(Stories stories) {
        ObjectNode json = NODES.objectNode();
        ArrayNode mails = json.putArray("mails");
        stories.mails().forEach(story -> mails.add(of(story)));
        json.put("more", stories.more());
        json.put("records_read", stories.read());
        stories.statusSince().ifPresent(it -> json.put("status_since", it.toString()));
        stories.deadLettersSince().ifPresent(it -> json.put("dead_letters_since", it.toString()));
        return json;
    }

    /** One mail; its status events are as they were written. */
    public static ObjectNode of(MailStory story) {
        ObjectNode json = NODES.objectNode();
        json.put("mail_id", story.mailId());
        story.messageId().ifPresent(it -> json.put("message_id", it));
        place(json, "record", story.record());
        story.publishedAt().ifPresent(it -> json.put("published_at", it.toString()));
        ArrayNode now = json.putArray("now");
        story.now().forEach(it -> now(now.addObject(), it));
        ArrayNode events = json.putArray("events");
        for (StatusEntry event : story.events()) {
            ObjectNode one = events.addObject();
            place(one, "place", Optional.of(event.where()));
            ArrayNode postponed = one.putArray("postponed_ports");
            for (StatusEntry.PostponedPort port : event.postponedPorts()) {
                postponed
                        .addObject()
                        .put("name", port.name())
                        .put("reason", port.reason())
                        .put("since", port.since());
            }
            one.set("event", event.event());
        }
        ArrayNode letters = json.putArray("dead_letters");
        for (DeadLetterRecord letter : story.deadLetters()) {
            letters.add(DeadLetterJson.row(letter));
        }
        return json;
    }

    private static void now(ObjectNode json, Whereabouts now) {
        json.put("state", now.state().word());
        ArrayNode recipients = json.putArray("recipients");
        now.recipients().forEach(recipients::add);
        json.put("since", now.since().toString());
        if (!now.reason().isEmpty()) {
            json.put("reason", now.reason());
        }
        now.nextTry().ifPresent(it -> json.put("next_attempt_at", it.toString()));
        place(json, "place", now.place());
        if (now.place().isPresent()) {
            json.put("ahead", now.ahead());
        }
    }

    private static void place(ObjectNode json, String name, Optional<RecordPlace> place) {
        place.ifPresent(it -> DeadLetterJson.place(json.putObject(name), it));
    }
}
