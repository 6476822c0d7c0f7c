package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.kafka.Topics;
import dev.waypost.relay.ReceivedMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of each recipient of each mail: what the topics say about it, held against what the
 * relay knows.
 */
final class Endings {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One recipient of one mail. */
    private record Ending(List<String> told, int copies) {

        /** Accepted with a reply, or for want of one; or a dead letter. */
        private long endings() {
            return count("accepted") + count("assumed") + count("buried");
        }

        private long count(String word) {
            return told.stream().filter(word::equals).count();
        }
    }

    private final Map<String, Ending> endings = new LinkedHashMap<>();
    private final Map<String, String> messageIds = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** Everything published so far, by mail and its recipients. */
    Endings(Map<String, List<String>> published) {
        published.forEach(
                (mail, recipients) ->
                        recipients.forEach(
                                recipient ->
                                        endings.put(
                                                mail + " " + recipient,
                                                new Ending(new ArrayList<>(), 0))));
    }

    /** Each recipient came to exactly one end, and the relay agrees. */
    void check(Topics topics, List<ReceivedMail> mails) {
        topics.records("outbound-mail.status").forEach(this::readStatus);
        topics.records("outbound-mail.dead-letter").forEach(this::readDeadLetter);
        mails.forEach(this::readMail);
        endings.forEach(this::judge);
        assertThat(faults).isEmpty();
    }

    private void readStatus(TopicRecord status) {
        JsonNode data = read(status.value());
        String mail = data.get("mail_id").asText();
        sameId(mail, data.path("message_id").asText());
        for (JsonNode recipient : data.get("recipients")) {
            boolean doubt = recipient.get("reason").asText().startsWith("in_doubt");
            String word = recipient.get("status").asText();
            if (doubt) {
                tell(mail, recipient.get("email").asText(), "in doubt");
            }
            if (word.equals("accepted")) {
                tell(mail, recipient.get("email").asText(), doubt ? "assumed" : "accepted");
            }
        }
    }

    private void readDeadLetter(TopicRecord letter) {
        JsonNode event = read(letter.value());
        String mail = event.get("id").asText();
        String recipients =
                letter.header("dead-letter-recipients")
                        .orElseGet(() -> String.join("\n", texts(event.get("to"))));
        recipients.lines().forEach(recipient -> tell(mail, recipient, "buried"));
    }

    private void readMail(ReceivedMail mail) {
        sameId(mail.subject(), mail.messageId());
        for (String recipient : mail.recipients()) {
            endings.compute(
                    mail.subject() + " " + recipient,
                    (key, ending) -> new Ending(ending.told(), ending.copies() + 1));
        }
    }

    private void judge(String recipient, Ending ending) {
        long accepted = ending.count("accepted");
        long doubts = ending.count("in doubt");
        if (ending.endings() != 1) {
            faults.add("not one ending: " + recipient + " " + ending);
        }
        if (ending.copies() < accepted || ending.copies() > accepted + doubts) {
            faults.add("the relay knows better: " + recipient + " " + ending);
        }
    }

    private void sameId(String mail, String messageId) {
        String before = messageId.isEmpty() ? null : messageIds.putIfAbsent(mail, messageId);
        if (before != null && !before.equals(messageId)) {
            faults.add("two Message-IDs: " + mail);
        }
    }

    private void tell(String mail, String recipient, String word) {
        Ending ending = endings.get(mail + " " + recipient);
        if (ending == null) {
            faults.add("never asked for: " + mail + " " + recipient + " " + word);
        } else {
            ending.told().add(word);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
