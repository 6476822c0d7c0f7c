package dev.waypost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that this one started; it writes to a log below {@code target/bench}, and finds the end
 * of its standard input when this one is gone.
 */
final class ChildProcess implements AutoCloseable {

    private static final Path LOGS = Path.of("target", "bench");
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        Running.add(this);
    }

    static ChildProcess start(String name, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(LOGS);
            Path log = LOGS.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it listens on this port. */
    ChildProcess awaitPort(int port) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(60));
        while (!listens(port)) {
            insistOnLife();
            deadline.pause(Duration.ofMillis(50), name + " does not listen; see " + log);
        }
        return this;
    }

    /** Fails if it has ended. */
    void insistOnLife() {
        if (!process.isAlive()) {
            throw new FailedRun(
                    "%s ended with %d; see %s".formatted(name, process.exitValue(), log));
        }
    }

    /** Processor time that it and its living children have used. */
    Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The most memory it ever had resident, bytes; 0 where the system does not tell. */
    long peakMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException elsewhere) {
            return 0;
        }
    }

    /** Ends it at once, and waits until it is gone. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to leave, as by SIGTERM. */
    void leave() {
        process.destroy();
    }

    /** Ends its standard input: it may clear up and leave. */
    void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then nothing has to be told.
        }
    }

    /** Waits for its end, and kills it after this time. */
    void endWithin(Duration grace) {
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
        }
        Running.remove(this);
    }

    /** Lets go of it, and kills it if it does not leave. */
    @Override
    public void close() {
        letGo();
        endWithin(GRACE);
    }

    /** Keeps its log from being overwritten by its next start. */
    void keepLog(String run) {
        try {
            Path kept = LOGS.resolve(run + "-" + name + ".log");
            Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FailedRun(name + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Running.remove(this);
    }

    private static boolean listens(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
