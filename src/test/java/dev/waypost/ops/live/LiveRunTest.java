package dev.waypost.ops.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody edits a folder that is followed. */
class LiveRunTest {

    @TempDir Path folder;
    private final Stage stage = new Stage();
    private final StringWriter said = new StringWriter();
    private LiveRun run;
    private CompletableFuture<Integer> exit;

    @BeforeEach
    void follow() throws IOException {
        save("10-a.camel.yaml", "a1");
        save("20-b.camel.yaml", "b1");
        run = new LiveRun(folder, stage, new PrintWriter(said, true));
        exit =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return run.follow();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        awaitSaid("live: follows");
    }

    @AfterEach
    void close() {
        stage.checks.release(100);
        run.close();
    }

    @Test
    void a_sound_edit_takes_the_place_of_what_runs() {
        save("10-a.camel.yaml", "a2");

        awaitSaid("the edited routes run");
        assertThat(stage.events).containsExactly("start a1 b1", "stop a1 b1", "start a2 b1");
    }

    @Test
    void two_files_edited_at_once_are_swapped_as_a_whole() {
        stage.checks.drainPermits();
        save("10-a.camel.yaml", "a2");
        save("20-b.camel.yaml", "b2");
        stage.checks.release(100);

        awaitSaid("the edited routes run");
        assertThat(stage.events).containsExactly("start a1 b1", "stop a1 b1", "start a2 b2");
    }

    @Test
    void a_faulty_edit_is_told_and_what_runs_goes_on() {
        save("10-a.camel.yaml", "faulty");

        awaitSaid("this edit is faulty; the routes before it go on");
        assertThat(said.toString())
                .contains(folder + " has a fault")
                .doesNotContain("waypost-live-");
        assertThat(stage.events).containsExactly("start a1 b1");
    }

    @Test
    void the_edit_after_a_faulty_one_is_looked_at_again() {
        save("10-a.camel.yaml", "faulty");
        awaitSaid("this edit is faulty");

        save("10-a.camel.yaml", "a2");

        awaitSaid("the edited routes run");
        assertThat(stage.events).endsWith("stop a1 b1", "start a2 b1");
    }

    @Test
    void a_fault_that_is_taken_back_starts_nothing_anew() {
        save("10-a.camel.yaml", "faulty");
        awaitSaid("this edit is faulty");

        save("10-a.camel.yaml", "a1");

        awaitSaid("again as what runs");
        assertThat(stage.events).containsExactly("start a1 b1");
    }

    @Test
    void an_edit_that_only_fails_when_it_starts_gives_way_to_what_ran_before() {
        save("10-a.camel.yaml", "stillborn");

        awaitSaid("did not start");
        await().until(() -> stage.events.size() == 4);
        assertThat(stage.events)
                .containsExactly("start a1 b1", "stop a1 b1", "start stillborn b1", "start a1 b1");
        assertThat(exit).isNotDone();
    }

    @Test
    void an_edit_that_is_edited_while_it_is_checked_never_runs() {
        stage.checks.drainPermits();
        save("10-a.camel.yaml", "half");
        await().until(stage.checks::hasQueuedThreads);

        save("10-a.camel.yaml", "whole");
        stage.checks.release(100);

        awaitSaid("the edited routes run");
        assertThat(stage.events).containsExactly("start a1 b1", "stop a1 b1", "start whole b1");
    }

    @Test
    void edits_in_quick_succession_end_with_the_last_one() {
        stage.checks.drainPermits();
        for (int edit = 2; edit <= 40; edit++) {
            save("10-a.camel.yaml", "a" + edit);
        }
        stage.checks.release(100);

        await().until(() -> stage.events.contains("start a40 b1"));
        assertThat(exit).isNotDone();
    }

    @Test
    void a_file_that_is_taken_away_is_an_edit_like_any_other() throws IOException {
        Files.delete(folder.resolve("20-b.camel.yaml"));

        awaitSaid("the edited routes run");
        assertThat(stage.events).endsWith("start a1");
    }

    @Test
    void an_emptied_folder_is_told_and_what_runs_goes_on() throws IOException {
        stage.checks.drainPermits();
        Files.delete(folder.resolve("10-a.camel.yaml"));
        Files.delete(folder.resolve("20-b.camel.yaml"));
        stage.checks.release(100);

        awaitSaid("nothing in " + folder);
        assertThat(stage.events).containsExactly("start a1 b1");
    }

    @Test
    void links_in_a_circle_are_told_and_what_runs_goes_on() throws IOException {
        Files.createSymbolicLink(folder.resolve("30-c.camel.yaml"), Path.of("30-c.camel.yaml"));

        awaitSaid("30-c.camel.yaml:1: error: this file cannot be read");
        assertThat(stage.events).containsExactly("start a1 b1");
    }

    @Test
    void what_ends_by_itself_ends_the_run_with_its_code() {
        stage.latest().end(7);

        await().untilAsserted(() -> assertThat(exit).isCompletedWithValue(7));
    }

    @Test
    void a_close_stops_what_runs() {
        run.close();

        await().untilAsserted(() -> assertThat(exit).isCompletedWithValue(0));
        assertThat(stage.events).containsExactly("start a1 b1", "stop a1 b1");
    }

    private void save(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitSaid(String words) {
        await(words).until(() -> said.toString().contains(words));
    }

    /** A program whose routes are the words in its files. */
    private static final class Stage implements Program {

        final List<String> events = new CopyOnWriteArrayList<>();
        final Semaphore checks = new Semaphore(100);
        private volatile Play latest;

        Play latest() {
            return latest;
        }

        @Override
        public String faults(Path routes) throws InterruptedException {
            checks.acquire();
            String text = text(routes);
            if (text.isEmpty()) {
                return "nothing in " + routes;
            }
            return text.contains("faulty") ? routes + " has a fault" : "";
        }

        @Override
        public Running start(Path routes) {
            String text = text(routes);
            events.add("start " + text);
            Play play = new Play(text, this);
            latest = play;
            return play;
        }

        private static String text(Path routes) {
            return String.join(
                    " ",
                    RouteCopy.of(routes).files().values().stream()
                            .map(bytes -> new String(bytes.array()))
                            .toList());
        }
    }

    private static final class Play implements Program.Running {

        private final String text;
        private final Stage stage;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile int code;

        Play(String text, Stage stage) {
            this.text = text;
            this.stage = stage;
            if (text.contains("stillborn")) {
                end(1);
            }
        }

        void end(int with) {
            code = with;
            ended.countDown();
        }

        @Override
        public boolean awaitStarted() {
            return isAlive();
        }

        @Override
        public boolean isAlive() {
            return ended.getCount() > 0;
        }

        @Override
        public int exitCode() {
            return code;
        }

        @Override
        public void stop() {
            if (isAlive()) {
                stage.events.add("stop " + text);
                end(0);
            }
        }
    }
}
