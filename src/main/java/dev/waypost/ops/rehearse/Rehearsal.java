package dev.waypost.ops.rehearse;

import dev.waypost.config.WaypostConfig;
import dev.waypost.config.routes.RouteFiles;
import dev.waypost.deliver.SmtpSettings;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.ops.Finding;
import dev.waypost.ops.rehearse.relay.SelfMadeAuthority;
import dev.waypost.ops.rehearse.story.Story;
import dev.waypost.ops.rehearse.story.StoryResult;
import dev.waypost.ops.rehearse.story.StoryResult.Verdict;
import dev.waypost.ops.routes.FaultyRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.SubmissionPorts;
import dev.waypost.ops.routes.rule.RouteCheck;
import dev.waypost.smtp.tls.RelayTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;

/**
 * Plays stories against the routes as they are configured. While it is open the process has the
 * rehearsal's settings and can carry no mail. One rehearsal at a time.
 */
public final class Rehearsal implements AutoCloseable {

    private final Quiet quiet = new Quiet();
    private final SelfMadeAuthority authority = new SelfMadeAuthority();
    private final Path trusted;
    private final Settings settings;

    /** One for all lives, so that sessions resume. */
    private final RelayTls tls;

    private final List<String> routes;
    private final List<String> ports;

    /**
     * Of the routes that are configured.
     *
     * @throws FaultyRoutes where the routes cannot be loaded or created
     * @throws IllegalArgumentException where the folder or the profile's file is missing
     */
    public Rehearsal() throws IOException {
        trusted = Files.createTempFile("waypost-rehearsal", ".pem");
        boolean begun = false;
        Settings played = null;
        try {
            Files.writeString(trusted, authority.pem());
            played = new Settings(trusted);
            settings = played;
            tls = SmtpSettings.tls(Settings.current().relay());
            routes = RouteFiles.locations(Settings.current());
            ports = ports(Settings.current());
            begun = true;
        } finally {
            if (!begun) {
                end(played);
            }
        }
    }

    /** With the rehearsal's settings, not the user's. */
    private static List<String> ports(WaypostConfig config) {
        CamelContext context = Stage.of(new Beans(real -> {}));
        try {
            RouteModel model = RouteModel.load(context, config);
            List<Finding> faults = RouteCheck.creation(model);
            if (!faults.isEmpty()) {
                throw new FaultyRoutes(faults);
            }
            return SubmissionPorts.in(model, config.relay()).stream()
                    .map(SubmissionPort::name)
                    .toList();
        } finally {
            context.stop();
        }
    }

    /**
     * Plays stories, as many side by side as the machine has processors.
     *
     * @param killing also again and again, with the process killed after each effect
     * @param told hears of each in the order of the stories, on this thread; where it says false no
     *     more are played
     */
    public void play(List<Story> stories, boolean killing, Predicate<StoryResult> told) {
        ExecutorService stages =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(), Rehearsal::daemon);
        try {
            List<Future<StoryResult>> results =
                    stories.stream()
                            .map(story -> stages.submit(() -> play(story, killing)))
                            .toList();
            for (Future<StoryResult> result : results) {
                if (!told.test(result.get())) {
                    return;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            end(stages);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-rehearsal");
        thread.setDaemon(true);
        return thread;
    }

    /** Whoever still plays is interrupted: its life has the settings that end with this. */
    private static void end(ExecutorService stages) {
        stages.shutdownNow();
        try {
            stages.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StoryResult play(Story story, boolean killing) throws Exception {
        Optional<String> why = unplayable(story);
        if (why.isPresent()) {
            return new StoryResult(
                    story.name(),
                    story.title(),
                    Verdict.NOT_PLAYED,
                    0,
                    Duration.ZERO,
                    null,
                    "",
                    List.of(why.get()));
        }
        return new Performance(story, routes, authority, tls).play(killing, this::shipped);
    }

    private Optional<String> unplayable(Story story) {
        if (!story.ports().isEmpty() && !story.ports().equals(ports)) {
            return Optional.of(
                    "it is for ports %s, and the routes lead to %s"
                            .formatted(story.ports(), ports));
        }
        TreeSet<String> missing = new TreeSet<>(story.namedPorts());
        missing.removeAll(ports);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the routes do not lead to port " + String.join(", ", missing));
    }

    private Optional<Trace> shipped(Story story) {
        WaypostConfig config = Settings.current();
        if (config.routes().isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> shipped = RouteFiles.shipped(config);
            return Optional.of(Playing.of(story, shipped, authority, tls).trace());
        } catch (Exception otherProfile) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        end(settings);
    }

    private void end(Settings played) {
        if (played != null) {
            played.close();
        }
        quiet.close();
        try {
            Files.deleteIfExists(trusted);
        } catch (IOException e) {
            trusted.toFile().deleteOnExit();
        }
    }
}
