package dev.waypost.ops;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.VariableName;
import java.util.List;

/** What there is to say about Kafka's settings without asking a broker. */
public final class KafkaFindings {

    private KafkaFindings() {}

    /** An error for each setting that stops the start; never says a value. */
    public static List<Finding> in(KafkaSettings kafka) {
        return kafka.refusals().entrySet().stream()
                .map(
                        refusal ->
                                Finding.error(
                                        refusal.getKey(),
                                        refusal.getValue(),
                                        "mend "
                                                + VariableName.of(refusal.getKey())
                                                + " or take it out"))
                .toList();
    }
}
