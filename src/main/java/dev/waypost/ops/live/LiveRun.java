package dev.waypost.ops.live;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the routes of a folder and follows it: an edit that has come to rest is copied and checked,
 * and where it is sound the copy takes the place of what runs, as a whole. A faulty edit is told,
 * and what runs goes on. One that only fails when it starts gives way to what ran before.
 *
 * <p>Mails in flight come to their end first, or stay in Kafka. One thread follows; any thread
 * closes.
 */
public final class LiveRun implements AutoCloseable {

    /** Editors write a file in several steps, and several files one after the other. */
    private static final long REST_MILLIS = 400;

    /** Routes that run, and what they were read from. */
    private record Live(RouteCopy copy, Path folder, Program.Running program) {}

    private final Path folder;
    private final Program program;
    private final PrintWriter out;
    private final Path copies;
    private Live live;
    private int edits;
    private volatile boolean closed;

    /**
     * @param folder the routes that are edited
     * @param out gets what becomes of each edit, in lines that begin with {@code live: }
     */
    public LiveRun(Path folder, Program program, PrintWriter out) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.program = program;
        this.out = out;
        this.copies = Files.createTempDirectory("waypost-live-");
    }

    /**
     * Follows until closed, or until what runs ends by itself.
     *
     * @return an exit code: 0 once closed, 1 where the folder is faulty at the start, else what the
     *     program ended with
     */
    public int follow() throws InterruptedException {
        RouteCopy judged = rested();
        if (!begin(judged)) {
            return closed ? 0 : 1;
        }
        while (!closed && live.program().isAlive()) {
            RouteCopy now = rested();
            if (!closed && live.program().isAlive() && !now.equals(judged)) {
                judged = now;
                if (!judge(now)) {
                    return 1;
                }
            }
        }
        return closed ? 0 : live.program().exitCode();
    }

    private boolean begin(RouteCopy copy) throws InterruptedException {
        Path written = write(copy);
        String faults = faults(copy, written);
        if (!faults.isEmpty()) {
            say(faults);
            return false;
        }
        if (!start(copy, written)) {
            return false;
        }
        say("follows " + folder + "; a sound edit is swapped in as a whole");
        return true;
    }

    /** Whether anything runs afterwards. */
    private boolean judge(RouteCopy copy) throws InterruptedException {
        if (copy.equals(live.copy())) {
            say("the folder is again as what runs");
            return true;
        }
        Path written = write(copy);
        String faults = faults(copy, written);
        if (!RouteCopy.of(folder).equals(copy)) {
            delete(written); // edited meanwhile: the newest is judged
            return true;
        }
        if (!faults.isEmpty()) {
            say("this edit is faulty; the routes before it go on\n" + faults);
            delete(written);
            return true;
        }
        return swap(copy, written);
    }

    private boolean swap(RouteCopy copy, Path written) throws InterruptedException {
        Live before = live;
        before.program().stop();
        if (start(copy, written)) {
            delete(before.folder());
            say("the edited routes run");
            return true;
        }
        delete(written);
        if (closed) {
            return true;
        }
        say("the edited routes did not start, see the log; those before them run again");
        return start(before.copy(), before.folder());
    }

    private boolean start(RouteCopy copy, Path written) throws InterruptedException {
        Program.Running running;
        synchronized (this) {
            if (closed) {
                return false; // nothing is started that nobody would stop
            }
            running = program.start(written);
            live = new Live(copy, written, running);
        }
        return running.awaitStarted();
    }

    /** In the words of the user's folder: nobody knows the copy. */
    private String faults(RouteCopy copy, Path written) throws InterruptedException {
        if (!copy.unreadable().isEmpty()) {
            return copy.unreadable().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
        }
        return program.faults(written).replace(written.toString(), folder.toString());
    }

    /** What the folder says once it has said the same twice. */
    private RouteCopy rested() throws InterruptedException {
        RouteCopy last = RouteCopy.of(folder);
        while (!closed) {
            Thread.sleep(REST_MILLIS);
            RouteCopy now = RouteCopy.of(folder);
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private Path write(RouteCopy copy) {
        edits++;
        Path target = copies.resolve(String.valueOf(edits));
        try {
            copy.writeTo(target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String text) {
        text.lines().map("live: "::concat).forEach(out::println);
        out.flush();
    }

    private static void delete(Path written) {
        if (!Files.exists(written)) {
            return;
        }
        try (Stream<Path> all = Files.walk(written)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException left) {
            // It lies among temporary files.
        }
    }

    /** Stops what runs; returns when it ended. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (live != null) {
                live.program().stop();
            }
            delete(copies);
        }
    }
}
