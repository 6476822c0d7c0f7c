package dev.waypost.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A relay that calls some mails too many, and takes the others meanwhile, limits those alone. */
class OwnLimitsTest {

    private static final String SHOP = "shop@example.org";
    private static final String NEWS = "news@example.org";
    private static final String ANN = "ann@example.net";
    private static final String BOB = "bob@slow.example";
    private static final String EVE = "eve@Slow.Example";

    private final OwnLimits limits = new OwnLimits();

    @Test
    void a_domain_whose_mails_are_too_many_again_and_again_has_a_limit_of_its_own() {
        for (int time = 0; time < 3; time++) {
            assertThat(limits.isOwn(SHOP, List.of(BOB))).isFalse();
            othersAreTaken();
        }

        assertThat(limits.isOwn(SHOP, List.of(EVE))).isTrue();
        assertThat(limits.isOwn(SHOP, List.of(ANN))).isFalse();
    }

    @Test
    void so_has_a_sender_whatever_its_recipients() {
        for (int time = 0; time < 3; time++) {
            assertThat(limits.isOwn(NEWS, List.of(time + "@" + time + ".example"))).isFalse();
            othersAreTaken();
        }

        assertThat(limits.isOwn(NEWS, List.of())).isTrue();
    }

    @Test
    void recipients_that_were_not_named_have_no_part_in_it() {
        for (int time = 0; time < 3; time++) {
            limits.isOwn(time + "@example.org", List.of());
            othersAreTaken();
        }

        assertThat(limits.isOwn(NEWS, List.of(BOB))).isFalse();
    }

    @Test
    void while_nobody_else_is_taken_the_limit_is_the_accounts() {
        for (int time = 0; time < 20; time++) {
            assertThat(limits.isOwn(SHOP, List.of(BOB))).isFalse();
        }
    }

    @Test
    void one_that_is_taken_begins_anew() {
        for (int time = 0; time < 3; time++) {
            limits.isOwn(SHOP, List.of(BOB));
            othersAreTaken();
        }

        limits.taken(NEWS, List.of(EVE));

        assertThat(limits.isOwn(SHOP, List.of(BOB))).isFalse();
    }

    private void othersAreTaken() {
        limits.taken(SHOP, List.of(ANN));
        limits.taken(SHOP, List.of(ANN));
    }
}
