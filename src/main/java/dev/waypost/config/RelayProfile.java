package dev.waypost.config;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider allows, beside its ports: {@code routes/relays/<profile>.properties}, lines of
 * {@code key=value} with the keys of {@link ProfileKey}. Settings like any other, below the
 * environment in rank. A profile need not have such a file. Immutable.
 *
 * @param file as a person looks for it, below the routes folder
 * @param entries what can be used, by key
 * @param problems what cannot, in the order of the lines
 */
public record RelayProfile(String file, Map<ProfileKey, Entry> entries, List<Problem> problems) {

    /**
     * @param line from 1
     */
    public record Entry(String value, int line) {}

    /**
     * @param line from 1
     * @param message what is wrong and what was expected
     */
    public record Problem(int line, String message) {}

    static final String DEFAULT = "standard";

    private static final String SUFFIX = ".properties";

    /** The profile that these settings name. */
    public static RelayProfile of(WaypostConfig config) {
        return read(config.relay().profile(), config.routes());
    }

    /**
     * @param routes folder of the routes; empty for those in the artifact
     */
    static RelayProfile read(String profile, Optional<Path> routes) {
        String file = "relays/" + profile + SUFFIX;
        try {
            return parse(file, routes.isPresent() ? mounted(routes.get(), file) : shipped(file));
        } catch (IOException e) {
            return new RelayProfile(
                    file, Map.of(), List.of(new Problem(1, "cannot be read: " + e.getMessage())));
        }
    }

    static RelayProfile parse(String file, String text) {
        Map<ProfileKey, Entry> entries = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                int sign = line.indexOf('=');
                if (sign < 0) {
                    throw new IllegalArgumentException("expected key=value, or # and a comment");
                }
                ProfileKey key = ProfileKey.of(line.substring(0, sign).strip());
                String value = line.substring(sign + 1).strip();
                key.check(value);
                if (entries.putIfAbsent(key, new Entry(value, number)) != null) {
                    throw new IllegalArgumentException(key + " stands in a line before, too");
                }
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(number, e.getMessage()));
            }
        }
        return new RelayProfile(file, Map.copyOf(entries), List.copyOf(problems));
    }

    /** What it says of this; empty where it says nothing. */
    public Optional<Entry> get(ProfileKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The rate that it allows. */
    public Optional<Rate> rate() {
        return get(ProfileKey.RATE).map(Entry::value).map(Rate::valueOf);
    }

    /** Octets of the largest mail that it takes. */
    public Optional<Double> largestMail() {
        MemorySizeConverter sizes = new MemorySizeConverter();
        return get(ProfileKey.LARGEST_MAIL)
                .map(entry -> (double) sizes.convert(entry.value()).asLongValue());
    }

    private static String mounted(Path routes, String file) throws IOException {
        try {
            Path path = routes.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (InvalidPathException e) {
            return ""; // That there is no such profile is told by who looks for its ports.
        }
    }

    private static String shipped(String file) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream stream = loader.getResourceAsStream("routes/" + file)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
