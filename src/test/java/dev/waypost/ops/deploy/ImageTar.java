package dev.waypost.ops.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The image of the JVM artifact as a tar, made without a container engine: {@code ./mvnw -Pimage}.
 * What is in it is what {@code Dockerfile.jvm} says; only what a {@code RUN} makes is left out, and
 * the {@code ENV} that names it, for that takes the base's own Java.
 */
final class ImageTar {

    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile.jvm");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern PAIR = Pattern.compile("([\\w.]+)=(?:\"([^\"]*)\"|(\\S*))");

    private final Map<String, String> values = new HashMap<>();
    private final JibContainerBuilder image;
    private boolean made;

    private ImageTar(JibContainerBuilder image, Map<String, String> arguments) {
        this.image = image;
        values.putAll(arguments);
    }

    /**
     * Builds the image.
     *
     * @param args the tar's path, then build arguments such as {@code VERSION=1.0.0}; {@code BASE}
     *     is a name in a registry, {@code tar://} and a path, or {@code scratch}
     * @throws Exception where the base cannot be fetched or the tar not be written
     */
    public static void main(String... args) throws Exception {
        Map<String, String> arguments = new HashMap<>();
        Arrays.stream(args)
                .skip(1)
                .map(arg -> arg.split("=", 2))
                .forEach(pair -> arguments.put(pair[0], pair[1]));
        String text = Files.readString(DOCKERFILE).replaceAll("(?m)^#.*\\n", "");
        Matcher base = Pattern.compile("(?m)^ARG BASE=(\\S+)").matcher(text);
        if (base.find()) {
            arguments.putIfAbsent("BASE", base.group(1));
        }
        String from = arguments.get("BASE");
        ImageTar tar =
                new ImageTar(
                        from.equals("scratch") ? Jib.fromScratch() : Jib.from(from), arguments);
        for (String instruction : text.replaceAll("\\\\\\n\\s*", "").split("\\n")) {
            tar.take(instruction);
        }
        String version = tar.values.get("VERSION");
        tar.image.containerize(
                Containerizer.to(TarImage.at(Path.of(args[0])).named("waypost:" + version)));
    }

    private void take(String instruction) throws IOException {
        String[] parts = instruction.split("\\s+", 2);
        if (parts.length < 2) {
            return;
        }
        String rest = VARIABLE.matcher(parts[1]).replaceAll(this::value);
        switch (parts[0]) {
            case "ARG" -> argument(rest);
            case "LABEL" -> pairs(rest).forEach(image::addLabel);
            case "COPY" -> copy(rest.split("\\s+"));
            case "RUN" -> made = true;
            case "ENV" -> environment(rest);
            case "USER" -> image.setUser(rest);
            case "EXPOSE" ->
                    Arrays.stream(rest.split("\\s+"))
                            .map(port -> Port.tcp(Integer.parseInt(port)))
                            .forEach(image::addExposedPort);
            case "ENTRYPOINT" ->
                    image.setEntrypoint(
                            List.of(new ObjectMapper().readValue(rest, String[].class)));
            case "FROM" -> {}
            default -> throw new IOException(DOCKERFILE + ": what is " + instruction);
        }
    }

    private String value(MatchResult variable) {
        return Matcher.quoteReplacement(values.getOrDefault(variable.group(1), ""));
    }

    private void argument(String declared) {
        String[] pair = declared.split("=", 2);
        if (pair.length == 2) {
            values.putIfAbsent(pair[0], pair[1]);
        }
    }

    private void environment(String declared) {
        if (!made) {
            values.putAll(pairs(declared));
            pairs(declared).forEach(image::addEnvironmentVariable);
        }
    }

    private static Map<String, String> pairs(String declared) {
        Map<String, String> pairs = new HashMap<>();
        PAIR.matcher(declared)
                .results()
                .forEach(
                        it ->
                                pairs.put(
                                        it.group(1),
                                        it.group(2) == null ? it.group(3) : it.group(2)));
        return pairs;
    }

    private void copy(String[] words) throws IOException {
        AbsoluteUnixPath target = AbsoluteUnixPath.get(words[words.length - 1]);
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder();
        for (Path each : named(words[words.length - 2])) {
            if (Files.isDirectory(each)) {
                layer.addEntryRecursive(each, target);
            } else {
                layer.addEntry(each, target.resolve(each.getFileName().toString()));
            }
        }
        image.addFileEntriesLayer(layer.build());
    }

    private static List<Path> named(String source) throws IOException {
        Path path = Path.of(source);
        if (!source.contains("*")) {
            return List.of(path);
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matching =
                Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
            matching.forEach(found::add);
        }
        return found;
    }
}
