package dev.waypost.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DedupCacheTest {

    private static final int WINDOW = 1000;

    private final DedupCache memory = new DedupCache(WINDOW);

    @Test
    void what_was_never_accepted_is_unknown() {
        assertThat(memory.contains(mark(1))).isFalse();
    }

    @Test
    void the_last_window_is_always_remembered() {
        for (int mail = 0; mail < 25 * WINDOW; mail++) {
            memory.add(mark(mail));
            assertThat(memory.contains(mark(Math.max(0, mail - WINDOW + 1)))).isTrue();
        }
    }

    @Test
    void what_is_older_than_two_windows_is_forgotten() {
        for (int mail = 0; mail < 3 * WINDOW; mail++) {
            memory.add(mark(mail));
        }

        assertThat(memory.contains(mark(0))).isFalse();
    }

    @Test
    void the_same_mail_to_another_recipient_is_another_mark() {
        memory.add(Mark.of("shop/1", "ann@example.org"));

        assertThat(memory.contains(Mark.of("shop/1", "bob@example.org"))).isFalse();
    }

    @Test
    void marks_survive_the_record_header() {
        List<Mark> marks = List.of(mark(1), mark(2), mark(3));

        assertThat(Mark.split(Mark.join(marks))).isEqualTo(marks);
    }

    private static Mark mark(int mail) {
        return Mark.of("shop/" + mail, "ann@example.org");
    }
}
