package dev.waypost.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class TopicTermsTest {

    private static final String DAY = Long.toString(Duration.ofDays(1).toMillis());
    private static final String WEEK = Long.toString(Duration.ofDays(7).toMillis());
    private static final String MONTH = Long.toString(Duration.ofDays(30).toMillis());

    private final WaypostConfig config =
            Settings.of(
                    Map.of(
                            "waypost.relay.host", "relay.example.org",
                            "waypost.retry.schedule", "1m,4h*3"));

    @Test
    void a_topic_takes_whatever_the_source_takes_and_the_recipients_once_more() {
        TopicTerms terms = new TopicTerms(source("max.message.bytes", "3145728"));

        assertThat(created(terms, "retry.4h")).containsEntry("max.message.bytes", "6356992");
        assertThat(created(terms, "dead-letter")).containsEntry("max.message.bytes", "6356992");
        assertThat(created(terms, "status")).containsEntry("max.message.bytes", "6356992");
    }

    @Test
    void a_source_without_a_limit_to_speak_of_does_not_overflow_it() {
        TopicTerms terms = new TopicTerms(source("max.message.bytes", "2147483647"));

        assertThat(created(terms, "retry.1m")).containsEntry("max.message.bytes", "2147483647");
    }

    @Test
    void records_are_kept_as_long_as_the_source_keeps_them_or_their_mail_needs_them() {
        TopicTerms aWeek = new TopicTerms(source("retention.ms", WEEK));
        TopicTerms aDay = new TopicTerms(source("retention.ms", DAY));
        TopicTerms forEver = new TopicTerms(source("retention.ms", "-1"));
        String maxAgeAndDelay =
                Long.toString(Duration.ofDays(2).plusHours(4).plusMinutes(24).toMillis());
        String maxAgeAndADay =
                Long.toString(Duration.ofDays(3).plusHours(2).plusMinutes(24).toMillis());

        assertThat(created(aWeek, "retry.4h")).containsEntry("retention.ms", WEEK);
        assertThat(created(aDay, "retry.4h")).containsEntry("retention.ms", maxAgeAndDelay);
        assertThat(created(aDay, "status")).containsEntry("retention.ms", maxAgeAndADay);
        assertThat(created(aWeek, "dead-letter")).containsEntry("retention.ms", MONTH);
        assertThat(created(forEver, "dead-letter")).containsEntry("retention.ms", "-1");
        assertThat(created(aDay, "retry.4h")).containsEntry("retention.bytes", "-1");
    }

    @Test
    void a_compacted_source_makes_no_compacted_topic_and_is_a_fault_itself() {
        TopicTerms terms = new TopicTerms(source("cleanup.policy", "compact"));

        assertThat(created(terms, "retry.1m")).containsEntry("cleanup.policy", "delete");
        assertThat(terms.ofTheSource().toString())
                .startsWith("the topic outbound-mail is compacted")
                .contains("--add-config 'cleanup.policy=delete'");
    }

    @Test
    void what_the_source_says_of_its_replicas_is_taken_over() {
        TopicState set =
                new TopicState(
                        "outbound-mail",
                        3,
                        3,
                        Map.of("min.insync.replicas", "2", "compression.type", "zstd"),
                        Set.of("min.insync.replicas", "compression.type"));

        assertThat(created(new TopicTerms(set), "status"))
                .containsEntry("min.insync.replicas", "2")
                .doesNotContainKey("compression.type");
        assertThat(created(new TopicTerms(source("min.insync.replicas", "2")), "status"))
                .doesNotContainKey("min.insync.replicas");
    }

    @Test
    void a_source_whose_settings_cannot_be_read_leaves_them_to_the_broker() {
        TopicTerms terms =
                new TopicTerms(new TopicState("outbound-mail", 3, 1, Map.of(), Set.of()));

        assertThat(created(terms, "status")).containsOnly(Map.entry("cleanup.policy", "delete"));
        assertThat(terms.ofTheSource().isEmpty()).isTrue();
    }

    @Test
    void a_topic_of_the_brokers_defaults_is_well_beside_a_source_of_them() {
        TopicTerms terms = new TopicTerms(source("unclean.leader.election.enable", "false"));

        for (OwnTopic topic : OwnTopic.of(config)) {
            assertThat(terms.faults(topic, state(topic.name(), 1, Map.of())).isEmpty())
                    .as(topic.name())
                    .isTrue();
        }
    }

    @Test
    void each_fault_of_a_topic_is_told_with_the_setting_that_mends_it() {
        TopicTerms terms =
                new TopicTerms(
                        state(
                                "outbound-mail",
                                3,
                                Map.of(
                                        "max.message.bytes", "3145728",
                                        "min.insync.replicas", "2")));

        assertFault(terms, "dead-letter", Map.of(), "takes records of 1048588 bytes at most")
                .contains("max.message.bytes=6356992");
        assertFault(terms, "dead-letter", Map.of("retention.ms", DAY), "less than outbound-mail")
                .contains("retention.ms=" + WEEK);
        assertFault(terms, "retry.4h", Map.of("cleanup.policy", "compact,delete"), "is compacted")
                .contains("cleanup.policy=delete");
        assertFault(terms, "retry.4h", Map.of("retention.bytes", "1000"), "drops records")
                .contains("retention.bytes=-1");
        assertFault(terms, "status", Map.of(), "has 2 replicas, outbound-mail 3");
        assertFault(terms, "status", Map.of(), "a record that 1 replicas have")
                .contains("min.insync.replicas=2");
        assertFault(terms, "status", Map.of("min.insync.replicas", "3"), "nothing can be written")
                .contains("min.insync.replicas=2");
    }

    @Test
    void a_topic_that_takes_less_at_once_than_is_written_together_is_told() {
        TopicTerms terms = new TopicTerms(source("max.message.bytes", "4096"));

        assertFault(terms, "status", Map.of("max.message.bytes", "8192"), "has up to 16384")
                .contains("max.message.bytes=73728");
    }

    private AbstractStringAssert<?> assertFault(
            TopicTerms terms, String suffix, Map<String, String> settings, String fault) {
        OwnTopic topic = own(suffix);
        return assertThat(terms.faults(topic, state(topic.name(), 2, settings)).toString())
                .contains(fault);
    }

    private Map<String, String> created(TopicTerms terms, String suffix) {
        return terms.settings(own(suffix)).get(0);
    }

    private OwnTopic own(String suffix) {
        return OwnTopic.of(config).stream()
                .filter(topic -> topic.name().equals("outbound-mail." + suffix))
                .findAny()
                .orElseThrow();
    }

    private static TopicState source(String setting, String value) {
        return state("outbound-mail", 1, Map.of(setting, value));
    }

    private static TopicState state(String name, int replicas, Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(
                        Map.of(
                                "max.message.bytes", "1048588",
                                "retention.ms", WEEK,
                                "retention.bytes", "-1",
                                "cleanup.policy", "delete",
                                "min.insync.replicas", "1"));
        settings.putAll(more);
        return new TopicState(name, 3, replicas, settings, Set.of());
    }
}
