package dev.waypost.ops.rehearse.story;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The stories in the artifact, and those in the folder {@code scenarios} of the user's routes; one
 * of the same name takes the place of the artifact's.
 *
 * @param stories in the order of their names
 * @param faults files that are no stories
 */
public record StoryBook(List<Story> stories, List<Finding> faults) {

    /** The stories in the artifact. The native executable reads no folder of its own. */
    public static final List<String> SHIPPED =
            List.of(
                    "01-first-port",
                    "02-first-port-blocked",
                    "03-only-implicit-tls",
                    "04-silent-port",
                    "05-starttls-stripped",
                    "06-greeting-refused",
                    "07-login-not-offered",
                    "10-sender-deferred",
                    "11-recipient-deferred",
                    "12-recipient-rejected",
                    "12-recipient-suppressed",
                    "13-each-recipient-its-own-ending",
                    "14-message-rejected",
                    "15-message-deferred",
                    "16-in-doubt",
                    "17-retries-exhausted",
                    "18-too-many-recipients",
                    "19-broken-off-and-the-others-shut",
                    "19-broken-off-on-every-port",
                    "19-in-doubt-over-the-limit",
                    "20-not-json",
                    "21-unknown-field",
                    "22-header-injection",
                    "23-expired",
                    "24-every-part",
                    "25-framed-by-a-serializer",
                    "30-login-refused",
                    "31-rate-limit-said-for-good",
                    "31-throttled");

    /**
     * Whoever wants to know soon whether a story breaks: between them these come to every step of
     * the routes in the artifact, end in every way, and have every part of a mail.
     */
    static final List<String> MOST_TELLING =
            List.of(
                    "19-broken-off-and-the-others-shut",
                    "12-recipient-rejected",
                    "13-each-recipient-its-own-ending",
                    "02-first-port-blocked",
                    "30-login-refused",
                    "20-not-json",
                    "31-rate-limit-said-for-good",
                    "16-in-doubt",
                    "17-retries-exhausted",
                    "24-every-part");

    /** Larger than any story that a person wrote; reading one of 10 MB would take minutes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String FOLDER = "scenarios";
    private static final String SUFFIX = ".yaml";

    /** All that there are. */
    public static StoryBook of(WaypostConfig config) {
        Map<String, String> texts = new TreeMap<>();
        for (String name : SHIPPED) {
            texts.put(name + SUFFIX, shipped(name + SUFFIX));
        }
        List<Finding> faults = new ArrayList<>();
        config.routes()
                .map(routes -> routes.resolve(FOLDER))
                .filter(Files::isDirectory)
                .ifPresent(folder -> read(folder, texts, faults));
        List<Story> stories = new ArrayList<>();
        texts.forEach(
                (file, text) -> {
                    try {
                        stories.add(StoryReader.read(FOLDER + "/" + file, text));
                    } catch (StoryYaml.Fault e) {
                        faults.add(e.finding());
                    }
                });
        return new StoryBook(List.copyOf(stories), List.copyOf(faults));
    }

    /** Those of these names alone; all for none. */
    public StoryBook only(Collection<String> names) {
        return names.isEmpty()
                ? this
                : new StoryBook(
                        stories.stream().filter(story -> names.contains(story.name())).toList(),
                        faults);
    }

    /** The user's own, of whose routes they tell most; then those that come to most steps. */
    public List<Story> mostTellingFirst() {
        Comparator<Story> order =
                Comparator.comparing(story -> SHIPPED.contains(story.name()) ? rank(story) : -1);
        return stories.stream().sorted(order).toList();
    }

    private static int rank(Story story) {
        int rank = MOST_TELLING.indexOf(story.name());
        return rank < 0 ? MOST_TELLING.size() : rank;
    }

    /** Whether there is a story of this name, or a file that is to be one. */
    public boolean knows(String name) {
        String file = FOLDER + "/" + name + SUFFIX;
        return stories.stream().anyMatch(story -> story.name().equals(name))
                || faults.stream().anyMatch(fault -> fault.subject().equals(file));
    }

    private static void read(Path folder, Map<String, String> texts, List<Finding> faults) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                texts.remove(name);
                try {
                    if (Files.size(file) > MOST_BYTES) {
                        faults.add(Finding.tooLarge(FOLDER + "/" + name, MOST_BYTES));
                    } else {
                        texts.put(name, Files.readString(file));
                    }
                } catch (IOException e) {
                    faults.add(Finding.unreadable(FOLDER + "/" + name, e));
                }
            }
        } catch (IOException e) {
            faults.add(Finding.unreadable(FOLDER, e));
        }
    }

    private static String shipped(String file) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream stream = loader.getResourceAsStream("routes/scenarios/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the artifact has no story " + file, e);
        }
    }
}
