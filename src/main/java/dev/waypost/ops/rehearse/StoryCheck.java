package dev.waypost.ops.rehearse;

import dev.waypost.config.WaypostConfig;
import dev.waypost.config.routes.RouteFiles;
import dev.waypost.ops.Finding;
import dev.waypost.ops.rehearse.story.StoryBook;
import dev.waypost.ops.rehearse.story.StoryResult;
import dev.waypost.ops.routes.FaultyRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stories have to say of routes that are not those in the artifact: each is played once, and
 * the first that is broken is told. While no mail is carried.
 */
public final class StoryCheck {

    private StoryCheck() {}

    /**
     * Files that are no stories, or what the stories say; nothing of that where the routes are
     * those in the artifact, which have been rehearsed.
     */
    public static List<Finding> findings(WaypostConfig config) {
        if (config.routes().isEmpty()) {
            return List.of();
        }
        StoryBook book = StoryBook.of(config);
        if (!book.faults().isEmpty()) {
            return book.faults();
        }
        if (areShipped(config)) {
            return List.of();
        }
        List<StoryResult> played = new ArrayList<>();
        try (Rehearsal rehearsal = new Rehearsal()) {
            rehearsal.play(
                    book.mostTellingFirst(),
                    false,
                    result -> {
                        if (result.verdict() != StoryResult.Verdict.NOT_PLAYED) {
                            played.add(result);
                        }
                        return !result.isBroken();
                    });
        } catch (FaultyRoutes e) {
            return e.findings();
        } catch (IOException e) {
            return List.of(
                    Finding.warning(
                            "stories",
                            "they could not be played: " + e.getMessage(),
                            "let this user write temporary files, or check with --no-rehearsal"));
        }
        return played.stream()
                .filter(StoryResult::isBroken)
                .map(StoryResult::trouble)
                .findFirst()
                .map(List::of)
                .orElseGet(
                        () ->
                                List.of(
                                        Finding.ok(
                                                "stories",
                                                played.size() + " played, and come out as told")));
    }

    private static boolean areShipped(WaypostConfig config) {
        Path folder = config.routes().orElseThrow().toAbsolutePath().normalize();
        return RouteFiles.locations(config).stream()
                .map(location -> RouteFiles.file(location).orElseThrow())
                .allMatch(file -> isShipped(file, folder.relativize(file).toString()));
    }

    private static boolean isShipped(Path file, String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream shipped = loader.getResourceAsStream("routes/" + name)) {
            return shipped != null
                    && Arrays.equals(shipped.readAllBytes(), Files.readAllBytes(file));
        } catch (IOException e) {
            return false;
        }
    }
}
