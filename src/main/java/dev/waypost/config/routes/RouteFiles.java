package dev.waypost.config.routes;

import dev.waypost.config.WaypostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                    "30-report.camel.yaml",
                    "40-retry.camel.yaml",
                    "90-outcomes.camel.yaml");

    /** The profiles in the artifact. */
    public static final List<String> PROFILES =
            List.of(
                    "amazon-ses",
                    "google",
                    "mailersend",
                    "microsoft-365",
                    "postmark",
                    "resend",
                    "smtp2go",
                    "sparkpost",
                    "standard",
                    "zeptomail");

    /** What route files end in. */
    public static final String SUFFIX = ".camel.yaml";

    private static final String FILE = "file:";

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
            return shipped(config);
        }
        Path folder = config.routes().get().toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "waypost.routes (WAYPOST_ROUTES): there is no folder "
                            + folder
                            + "; name a folder with *.camel.yaml files, or leave it unset for the"
                            + " routes in the artifact");
        }
        List<String> locations = new ArrayList<>();
        in(folder).forEach(file -> locations.add(FILE + file));
        if (!Files.isReadable(folder.resolve(profile))) {
            throw noSuchProfile(config, folder.toString(), profiles(folder.resolve("relays")));
        }
        locations.add(FILE + folder.resolve(profile));
        return locations;
    }

    /**
     * Those in the artifact, whatever folder is set.
     *
     * @throws IllegalArgumentException where it has no such profile
     */
    public static List<String> shipped(WaypostConfig config) {
        String profile = config.relay().profile();
        if (!PROFILES.contains(profile)) {
            throw noSuchProfile(config, "the artifact", PROFILES);
        }
        List<String> locations = new ArrayList<>();
        DEFAULTS.forEach(name -> locations.add("classpath:routes/" + name));
        locations.add("classpath:routes/relays/" + profile + SUFFIX);
        return locations;
    }

    /** The file of a location; empty where it is in the artifact. */
    public static Optional<Path> file(String location) {
        return location.startsWith(FILE)
                ? Optional.of(Path.of(location.substring(FILE.length())))
                : Optional.empty();
    }

    private static List<Path> in(Path folder) {
        List<Path> routes = routeFiles(folder);
        if (routes.isEmpty()) {
            throw new IllegalArgumentException(
                    "waypost.routes (WAYPOST_ROUTES): no *.camel.yaml file in "
                            + folder
                            + "; name a folder with them, or leave it unset for the routes in the"
                            + " artifact");
        }
        return routes;
    }

    private static List<String> profiles(Path relays) {
        return routeFiles(relays).stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .toList();
    }

    private static List<Path> routeFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "waypost.routes (WAYPOST_ROUTES): cannot list %s; let this user read it"
                            .formatted(folder),
                    e);
        }
    }

    private static IllegalArgumentException noSuchProfile(
            WaypostConfig config, String where, List<String> profiles) {
        return new IllegalArgumentException(
                "waypost.relay.profile (WAYPOST_RELAY_PROFILE): no file relays/"
                        + config.relay().profile()
                        + SUFFIX
                        + " in "
                        + where
                        + (profiles.isEmpty()
                                ? ""
                                : "; use one of " + String.join(", ", profiles)));
    }
}
