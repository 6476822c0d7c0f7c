package dev.waypost.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the whole examples of {@code routes/README.md}, as it stands there.
 *
 * @param title of its section
 * @param files new ones: a block of YAML whose first line is their name
 * @param hunks what is changed in the files of the folder
 */
public record Example(String title, List<File> files, List<Hunk> hunks) {

    /** A file that the example adds. */
    public record File(String name, String text) {}

    /** Lines of a file, before and after. */
    public record Hunk(String file, String before, String after) {}

    private static final Path FOLDER = Path.of("routes");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    /** All of them, in the order of the page. */
    public static List<Example> all() {
        String page = text(FOLDER.resolve("README.md"));
        String section = page.substring(page.indexOf("## Whole examples\n"));
        int end = section.indexOf("\n## ", 1);
        return Stream.of(section.substring(0, end).split("\n### "))
                .skip(1)
                .map(Example::parsed)
                .toList();
    }

    private static Example parsed(String section) {
        List<File> files = new ArrayList<>();
        List<Hunk> hunks = new ArrayList<>();
        Matcher block = BLOCK.matcher(section);
        while (block.find()) {
            String text = block.group(2);
            String first = text.lines().findFirst().orElseThrow();
            if (block.group(1).equals("diff")) {
                hunks.add(hunk(first.replaceFirst("^--- ", ""), text.lines().skip(1).toList()));
            } else {
                files.add(new File(first.replaceFirst("^# ", ""), text));
            }
        }
        return new Example(section.lines().findFirst().orElseThrow(), files, hunks);
    }

    private static Hunk hunk(String file, List<String> lines) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (String line : lines) {
            char sign = line.charAt(0);
            if (sign != '+') {
                before.append(line.substring(1)).append('\n');
            }
            if (sign != '-') {
                after.append(line.substring(1)).append('\n');
            }
        }
        return new Hunk(file, before.toString(), after.toString());
    }

    /** Copies the artifact's routes, and does to the copy what the page says. */
    public void appliedTo(Path folder) {
        applied(List.of(this), folder);
    }

    /** Does to a copy all that the page says, the last first: what it changes, others replace. */
    public static void allAppliedTo(Path folder) {
        List<Example> all = new ArrayList<>(all());
        Collections.reverse(all);
        applied(all, folder);
    }

    private static void applied(List<Example> examples, Path folder) {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                Path copy = folder.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            for (Example example : examples) {
                for (Hunk hunk : example.hunks()) {
                    Path file = folder.resolve(hunk.file());
                    Files.writeString(file, example.changed(hunk, text(file)));
                }
                for (File file : example.files()) {
                    Files.writeString(folder.resolve(file.name()), file.text());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String changed(Hunk hunk, String text) {
        int at = text.indexOf(hunk.before());
        if (at < 0 || text.indexOf(hunk.before(), at + 1) >= 0) {
            throw new AssertionError(
                    "%s: in %s these lines must stand once:%n%s"
                            .formatted(title, hunk.file(), hunk.before()));
        }
        return text.substring(0, at) + hunk.after() + text.substring(at + hunk.before().length());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
