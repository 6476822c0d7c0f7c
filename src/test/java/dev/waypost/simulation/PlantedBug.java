package dev.waypost.simulation;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A mistake that somebody could make, as a change of one file's text: a class, compiled anew in
 * memory, or a route. The sources stay as they are.
 *
 * @param name what is wrong then
 * @param file below {@code src/main/java/dev/waypost} or {@code routes}
 * @param before text that stands there
 * @param after text that would stand there instead
 * @param first seed from which it is searched: shortly before one that finds it, where few do
 */
record PlantedBug(String name, String file, String before, String after, long first) {

    private static final Path SOURCES = Path.of("src/main/java/dev/waypost");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Looks into each jar of the class path once. */
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    PlantedBug(String name, String file, String before, String after) {
        this(name, file, before, after, 1);
    }

    PlantedBug from(long seed) {
        return new PlantedBug(name, file, before, after, seed);
    }

    boolean isInRoutes() {
        return file.endsWith(".yaml");
    }

    /** The class files that differ. */
    Map<String, byte[]> classes() throws IOException {
        if (isInRoutes()) {
            return Map.of();
        }
        String source = Files.readString(SOURCES.resolve(file));
        if (!source.contains(before)) {
            throw new IllegalArgumentException(
                    file + " no longer says what the planted bug changes: " + before);
        }
        return compiled(source.replace(before, after));
    }

    /** What tells the simulation of edited routes. */
    Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("quick", "");
        if (isInRoutes()) {
            options.put("route:" + file, before + "=>" + after);
        }
        return options;
    }

    private Map<String, byte[]> compiled(String source) {
        StringWriter complaints = new StringWriter();
        Memory memory = new Memory();
        List<String> options =
                List.of(
                        "-nowarn",
                        "-proc:none",
                        "-parameters",
                        "-classpath",
                        "target/classes"
                                + File.pathSeparator
                                + System.getProperty("java.class.path"));
        synchronized (FILES) {
            boolean fine =
                    COMPILER.getTask(
                                    complaints,
                                    memory,
                                    null,
                                    options,
                                    null,
                                    List.of(new Text(file, source)))
                            .call();
            if (!fine) {
                throw new IllegalArgumentException(name + " does not compile: " + complaints);
            }
        }
        return memory.classes();
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Memory() {
            super(FILES);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(name, n -> new ByteArrayOutputStream());
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
