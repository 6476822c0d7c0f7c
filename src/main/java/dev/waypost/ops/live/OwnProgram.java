package dev.waypost.ops.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * This very program in a process of its own: the same Java or native executable, options and
 * environment, with other words behind. A process, since Camel's own reload takes one file at a
 * time, and half an edit is no route.
 */
public final class OwnProgram implements Program {

    private static final String ROUTES = "WAYPOST_ROUTES";
    private static final long GLANCE_MILLIS = 50;

    /** After the drain: Camel's own stop, and leaving the consumer groups. */
    private static final Duration FAREWELL = Duration.ofSeconds(15);

    private final List<String> command;
    private final Duration drain;

    private OwnProgram(List<String> command, Duration drain) {
        this.command = command;
        this.drain = drain;
    }

    /**
     * @param words how many of the arguments are this command's own
     * @param drain how long mails in flight may take to come to their end
     * @throws IllegalStateException where the operating system does not tell how it was started
     */
    public static OwnProgram started(int words, Duration drain) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> arguments = arguments(self);
        if (self.command().isEmpty() || arguments.size() < words) {
            throw new IllegalStateException(
                    "--live cannot see here how this process was started; start `run` anew instead");
        }
        List<String> command = new ArrayList<>();
        command.add(self.command().get());
        arguments.stream()
                .limit(arguments.size() - words)
                .filter(argument -> !argument.startsWith("-Dwaypost.routes="))
                .forEach(command::add);
        return new OwnProgram(command, drain);
    }

    /** On Linux all of them: Java sees 4 KB, which a class path alone may have. */
    private static List<String> arguments(ProcessHandle.Info self) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
            String words =
                    new String(line, Charset.forName(System.getProperty("sun.jnu.encoding")));
            return Arrays.stream(words.split("\0")).skip(1).toList();
        } catch (IOException e) {
            return self.arguments().map(List::of).orElse(List.of());
        }
    }

    @Override
    public String faults(Path routes) throws InterruptedException {
        try {
            Process check = builder(routes, "check").redirectErrorStream(true).start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return check.waitFor() == 0 ? "" : said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Running start(Path routes) {
        Path mark = routes.resolveSibling(routes.getFileName() + ".started");
        try {
            Files.deleteIfExists(mark);
            ProcessBuilder run = builder(routes, "run", "--started", mark.toString());
            return new Child(run.inheritIO().start(), mark, drain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(Path routes, String... words) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put(ROUTES, routes.toString());
        return builder;
    }

    private record Child(Process process, Path mark, Duration drain) implements Running {

        @Override
        public boolean awaitStarted() throws InterruptedException {
            while (process.isAlive() && !Files.exists(mark)) {
                Thread.sleep(GLANCE_MILLIS);
            }
            return process.isAlive();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public int exitCode() {
            return process.exitValue();
        }

        @Override
        public void stop() {
            process.destroy();
            try {
                if (!process.waitFor(drain.plus(FAREWELL).toMillis(), TimeUnit.MILLISECONDS)) {
                    // What it had not reported stays uncommitted, and is carried again.
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
