package dev.waypost.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a mail gets it no more, and that they have it is written until it is known to be. */
class SeenEventsTest {

    private static final String MAIL = "shop/order-1";
    private static final String ANN = "ann@example.net";
    private static final String BOB = "bob@example.net";

    private final SeenEvents seen = new SeenEvents(1000);

    @Test
    void who_has_the_mail_is_left_out_and_whoever_has_not_remains() {
        seen.accepted(MAIL, List.of(ANN), null);

        assertThat(seen.skipAccepted(MAIL, List.of(ANN, BOB)).left()).containsExactly(BOB);
    }

    @Test
    void a_duplicate_repeats_the_marks_that_may_never_have_been_written() {
        String written = seen.accepted(MAIL, List.of(ANN), null);

        SeenEvents.Remaining again = seen.skipAccepted(MAIL, List.of(ANN));

        assertThat(again.left()).isEmpty();
        assertThat(again.marks()).isEqualTo(written);
    }

    @Test
    void another_process_knows_from_the_marks_who_has_it_before_and_after() {
        seen.accepted(MAIL, List.of(ANN), null);
        SeenEvents.Remaining again = seen.skipAccepted(MAIL, List.of(ANN, BOB));
        String marks = seen.accepted(MAIL, List.of(BOB), again.marks());

        SeenEvents other = new SeenEvents(1000);
        other.remember(marks);

        assertThat(other.skipAccepted(MAIL, List.of(ANN, BOB)).left()).isEmpty();
    }

    @Test
    void a_mail_that_nobody_has_leaves_no_marks() {
        assertThat(seen.skipAccepted(MAIL, List.of(ANN)).marks()).isNull();
        assertThat(seen.accepted(MAIL, List.of(), null)).isNull();
    }

    @Test
    void one_mail_is_claimed_by_one_at_a_time() {
        assertThat(seen.claim(MAIL)).isTrue();
        assertThat(seen.claim(MAIL)).isFalse();

        seen.release(MAIL);

        assertThat(seen.claim(MAIL)).isTrue();
    }
}
