package dev.waypost.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void the_higher_lane_goes_first_and_each_lane_in_its_order() {
        Turns<String> turns = new Turns<>(0.1);
        turns.add(Lane.BULK, "b1");
        turns.add(Lane.NORMAL, "n1");
        turns.add(Lane.HIGH, "h1");
        turns.add(Lane.HIGH, "h2");

        assertThat(served(turns, 4)).containsExactly("h1", "h2", "n1", "b1");
        assertThat(turns.next()).isNull();
    }

    @Test
    void each_lane_that_waits_has_its_share() {
        Turns<String> turns = new Turns<>(0.25);
        for (int i = 0; i < 100; i++) {
            turns.add(Lane.HIGH, "high");
            turns.add(Lane.NORMAL, "normal");
            turns.add(Lane.BULK, "bulk");
        }

        List<String> served = served(turns, 100);

        assertThat(Collections.frequency(served, "bulk")).isBetween(24, 26);
        assertThat(Collections.frequency(served, "normal")).isBetween(24, 26);
        assertThat(served.indexOf("bulk")).isBetween(2, 4);
    }

    @Test
    void who_went_away_is_not_called() {
        Turns<String> turns = new Turns<>(0.1);
        turns.add(Lane.HIGH, "gone");
        turns.add(Lane.BULK, "here");

        turns.remove(Lane.HIGH, "gone");

        assertThat(served(turns, 1)).containsExactly("here");
    }

    private static List<String> served(Turns<String> turns, int count) {
        List<String> served = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            served.add(turns.next());
            turns.served();
        }
        return served;
    }
}
