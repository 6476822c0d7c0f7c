package dev.waypost.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes one = new Lanes("mail", List.of(), 0.1);
    private final Lanes all = new Lanes("mail", List.of(Lane.HIGH, Lane.BULK), 0.1);

    @Test
    void a_lane_is_told_by_the_topic_of_mail_events_or_of_retries() {
        assertThat(all.of("mail")).isEqualTo(Lane.NORMAL);
        assertThat(all.of("mail.high")).isEqualTo(Lane.HIGH);
        assertThat(all.of("mail.bulk")).isEqualTo(Lane.BULK);
        assertThat(all.of("mail.retry.5m")).isEqualTo(Lane.NORMAL);
        assertThat(all.of("mail.retry.5m.high")).isEqualTo(Lane.HIGH);
        assertThat(all.of("other.high")).isEqualTo(Lane.NORMAL);
    }

    @Test
    void without_lanes_every_topic_is_of_the_normal_one() {
        assertThat(one.all()).containsExactly(Lane.NORMAL);
        assertThat(one.of("mail.high")).isEqualTo(Lane.NORMAL);
        assertThat(one.of("mail.retry.5m.bulk")).isEqualTo(Lane.NORMAL);
        assertThat(one.instead("mail", "high")).isEmpty();
    }

    @Test
    void the_priority_names_the_lane_that_a_record_belongs_to_instead() {
        assertThat(all.instead("mail", "high")).contains(Lane.HIGH);
        assertThat(all.instead("mail.high", "bulk")).contains(Lane.BULK);
        assertThat(all.instead("mail.bulk", "normal")).contains(Lane.NORMAL);
    }

    @Test
    void a_record_stays_where_its_priority_says_nothing_else() {
        assertThat(all.instead("mail", null)).isEmpty();
        assertThat(all.instead("mail", "normal")).isEmpty();
        assertThat(all.instead("mail.high", "high")).isEmpty();
        assertThat(all.instead("mail.high", null)).isEmpty();
    }

    @Test
    void a_record_that_was_put_off_stays_in_its_lane() {
        assertThat(all.instead("mail.retry.5m", "high")).isEmpty();
        assertThat(all.instead("mail.retry.5m.bulk", "high")).isEmpty();
    }

    @Test
    void a_lane_without_a_topic_takes_nothing() {
        Lanes high = new Lanes("mail", List.of(Lane.HIGH), 0.1);

        assertThat(high.instead("mail", "bulk")).isEmpty();
        assertThat(high.instead("mail", "high")).contains(Lane.HIGH);
    }
}
