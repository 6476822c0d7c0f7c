package dev.waypost.demo;

import dev.waypost.FreePort;
import dev.waypost.relay.ReceivedMail;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Starts broker, relay, application and control page, and prints what to do next. With {@code
 * --once} it plays the demo through by itself and exits with 0 if it went well.
 */
public final class Demo implements AutoCloseable {

    private final PrintStream out;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final CountDownLatch leave = new CountDownLatch(1);

    private Demo(PrintStream out) {
        this.out = out;
    }

    /** Runs until {@code quit} or Ctrl-C; exit code 1 if something did not start. */
    public static void main(String[] arguments) {
        boolean once = Arrays.asList(arguments).contains("--once");
        Demo demo = new Demo(System.out);
        Thread onExit = new Thread(demo::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(onExit);
        int code = 0;
        try {
            demo.run(once);
        } catch (IllegalStateException | AssertionError | IOException failed) {
            System.err.println(failed.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private void run(boolean once) throws IOException {
        out.println("Starting broker, relay and application ...");
        DemoWorld world = running(new DemoWorld());
        Path routes = Path.of("routes").toAbsolutePath();
        ControlPage page = running(new ControlPage(world, FreePort.from(8025)));
        Application application =
                running(Application.started(environment(world, page), routes, out));
        application.ended().thenRun(leave::countDown);
        if (once) {
            new Rehearsal(world, out).play();
            return;
        }
        out.println(Instructions.text(world, application, page, routes));
        inBackground("demo-arrivals", () -> tellArrivals(world));
        inBackground("demo-prompt", () -> listen(world));
        awaitLeave();
        if (application.ended().isDone()) {
            throw new IllegalStateException(
                    "the application ended; see target/demo-application.log");
        }
    }

    /** Whoever sits at this machine may do everything, and nobody else is let in. */
    private static Map<String, String> environment(DemoWorld world, ControlPage page) {
        Map<String, String> environment = new HashMap<>(world.environment());
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("WAYPOST_CONSOLE_SECURITY", "off");
        environment.put("WAYPOST_CONSOLE_DEMO", page.address());
        return environment;
    }

    /** Stops everything in the reverse of the order it was started in; once. */
    @Override
    public void close() {
        leave.countDown();
        synchronized (running) {
            while (!running.isEmpty()) {
                try {
                    running.pop().close();
                } catch (Exception e) {
                    System.err.println("while stopping: " + e);
                }
            }
        }
    }

    private <T extends AutoCloseable> T running(T started) {
        synchronized (running) {
            running.push(started);
        }
        return started;
    }

    private void tellArrivals(DemoWorld world) {
        int place = 0;
        while (leave.getCount() > 0) {
            try {
                ReceivedMail mail = world.awaitMail(place, Duration.ofHours(1));
                out.println(InboxView.line(mail));
                place++;
            } catch (AssertionError quietHour) {
                // Nothing came; go on listening.
            }
        }
    }

    private void listen(DemoWorld world) {
        try {
            if (new Prompt(world, out)
                    .obey(new InputStreamReader(System.in, Charset.defaultCharset()))) {
                leave.countDown();
            }
        } catch (IOException inputLost) {
            // As if it had ended: Ctrl-C still stops the demo.
        }
    }

    private void awaitLeave() {
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
