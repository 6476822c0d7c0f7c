package dev.waypost.commit.unreadable;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Which partitions a failed poll failed for. A client names most of them in its message alone. */
final class UnreadablePlace {

    private UnreadablePlace() {}

    /** Those of the assigned ones that it names; none where it is trouble of the whole consumer. */
    static Set<TopicPartition> of(KafkaException failure, Set<TopicPartition> assigned) {
        return assigned.stream()
                .filter(partition -> names(failure, partition))
                .collect(Collectors.toSet());
    }

    private static boolean names(KafkaException failure, TopicPartition partition) {
        if (failure instanceof RecordDeserializationException record) {
            return record.topicPartition().equals(partition);
        }
        if (failure instanceof TopicAuthorizationException topics) {
            return topics.unauthorizedTopics().contains(partition.topic());
        }
        // "from mail-1. If needed, ...", "at mail-1=5", but not mail-11 nor my.mail-1.
        Pattern name =
                Pattern.compile(
                        "(?<![\\w.-])" + Pattern.quote(partition.toString()) + "(?!\\.?[\\w-])");
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null && name.matcher(at.getMessage()).find()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the record or its batch is at fault: checksum, compression, form. A right, a topic or
     * a broker that is missing never is. The client says it in these words alone.
     */
    static boolean isOfRecord(KafkaException failure) {
        String text = String.valueOf(failure.getMessage());
        return failure instanceof RecordDeserializationException
                || text.startsWith("Received exception when fetching the next record")
                || text.startsWith("Encountered corrupt message");
    }

    /** The innermost reason, which says what is wrong. */
    static String why(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }
}
