package dev.waypost.ops.rehearse;

import dev.waypost.config.WaypostConfig;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/**
 * Plays stories against the routes as they are configured. While it is open the process has the
 * rehearsal's settings and can carry no mail. One thread, one rehearsal at a time.
 */
public final class Rehearsal implements AutoCloseable {

    private final Quiet quiet = new Quiet();
    private final SelfMadeAuthority authority = new SelfMadeAuthority();
    private final Path trusted;
    private final Settings settings;
    private final List<String> ports;

    /**
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
            ports = ports();
            begun = true;
        } finally {
            if (!begun) {
                end(played);
            }
        }
    }

    private static List<String> ports() {
        WaypostConfig config = Settings.current();
        CamelContext context = Stage.like(Beans.get(CamelContext.class));
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
     * Plays one story.
     *
     * @param killing also again and again, with the process killed after each effect
     */
    public StoryResult play(Story story, boolean killing) {
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
        try {
            return new Performance(story, authority).play(killing, this::shipped);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
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
        if (Settings.current().routes().isEmpty()) {
            return Optional.empty();
        }
        try (Settings.Change shipped = settings.shippedRoutes()) {
            return Optional.of(Playing.of(story, authority).trace());
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
