package dev.waypost.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which YAML files make up the routes: those of a folder, in the order of their names, or those in
 * the artifact; and of {@code relays/} the one that the profile names.
 */
public final class RouteFiles {

    /** The routes in the artifact. The native image reads no folder of its own. */
    static final List<String> DEFAULTS =
            List.of(
                    "10-intake.camel.yaml",
                    "20-deliver.camel.yaml",
                    "30-report.camel.yaml",
                    "40-retry.camel.yaml",
                    "90-outcomes.camel.yaml");

    private static final String SUFFIX = ".camel.yaml";

    private RouteFiles() {}

    /**
     * The files as Camel resource locations.
     *
     * @throws IllegalArgumentException where the folder or the profile's file is missing; the
     *     message names the setting and what to do
     */
    public static List<String> locations(WaypostConfig config) {
        String profile = "relays/" + config.relay().profile() + SUFFIX;
        if (config.routes().isEmpty()) {
            if (RouteFiles.class.getResource("/routes/" + profile) == null) {
                throw noSuchProfile(config, "the artifact");
            }
            List<String> locations = new ArrayList<>();
            DEFAULTS.forEach(name -> locations.add("classpath:routes/" + name));
            locations.add("classpath:routes/" + profile);
            return locations;
        }
        Path folder = config.routes().get().toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "waypost.routes (WAYPOST_ROUTES): there is no folder "
                            + folder
                            + "; name a folder with *.camel.yaml files, or leave it unset for the"
                            + " routes in the artifact");
        }
        if (!Files.isReadable(folder.resolve(profile))) {
            throw noSuchProfile(config, folder.toString());
        }
        List<String> locations = new ArrayList<>();
        in(folder).forEach(file -> locations.add("file:" + file));
        locations.add("file:" + folder.resolve(profile));
        return locations;
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> routes =
                    files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                            .sorted()
                            .toList();
            if (routes.isEmpty()) {
                throw new IllegalArgumentException(
                        "waypost.routes (WAYPOST_ROUTES): no *.camel.yaml file in " + folder);
            }
            return routes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalArgumentException noSuchProfile(WaypostConfig config, String where) {
        return new IllegalArgumentException(
                "waypost.relay.profile (WAYPOST_RELAY_PROFILE): no file relays/"
                        + config.relay().profile()
                        + SUFFIX
                        + " in "
                        + where);
    }
}
