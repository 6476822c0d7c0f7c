package dev.waypost.ops.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the build hands to a builder of native images: Quarkus writes it without one. So it holds
 * what every extension and every annotation registers, and nothing has to be believed.
 */
final class NativeSources {

    private static final String NAME = "waypost-native";

    private final Map<String, JsonNode> reflection = new HashMap<>();
    private final Map<String, JsonNode> jni = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();
    private final String arguments;
    private final Path libraries;

    private NativeSources(Path folder) throws IOException {
        libraries = folder.resolve("lib");
        arguments = Files.readString(folder.resolve("native-image.args"));
        try (JarFile sources = new JarFile(folder.resolve(NAME + "-runner.jar").toFile())) {
            for (JarEntry entry : sources.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith("META-INF/native-image/") && name.endsWith(".json")) {
                    try (InputStream in = sources.getInputStream(entry)) {
                        take(name, new ObjectMapper().readTree(in));
                    }
                }
            }
        }
    }

    private void take(String name, JsonNode said) {
        if (name.endsWith("reflect-config.json")) {
            said.forEach(each -> reflection.put(each.get("name").asText(), each));
        } else if (name.endsWith("jni-config.json")) {
            said.forEach(each -> jni.put(each.get("name").asText(), each));
        } else if (name.endsWith("resource-config.json")) {
            said.at("/resources/includes")
                    .forEach(each -> resources.add(Pattern.compile(each.get("pattern").asText())));
        }
    }

    /** Of the classes that are compiled now. Takes some ten seconds. */
    static NativeSources made() throws Exception {
        Path project = Path.of("").toAbsolutePath();
        Path target = project.resolve("target");
        Properties build = new Properties();
        build.setProperty("quarkus.native.enabled", "true");
        build.setProperty("quarkus.native.sources-only", "true");
        build.setProperty("quarkus.package.jar.enabled", "false");
        // Not among what a package or an integration test looks for.
        build.setProperty("quarkus.package.output-directory", "native-knowledge");
        try (CuratedApplication application =
                QuarkusBootstrap.builder()
                        .setApplicationRoot(target.resolve("classes"))
                        .setProjectRoot(project)
                        .setTargetDirectory(target)
                        .setBaseName(NAME)
                        .setMode(QuarkusBootstrap.Mode.PROD)
                        .setLocalProjectDiscovery(true)
                        .setIsolateDeployment(true)
                        .setOffline(true)
                        .setBuildSystemProperties(build)
                        .build()
                        .bootstrap()) {
            application.createAugmentor().createProductionApplication();
        }
        return new NativeSources(target.resolve("native-sources"));
    }

    /** Whether methods of the class can be called by name. */
    boolean callsMethodsOf(String type) {
        return says(reflection, type, "allDeclaredMethods", "allPublicMethods");
    }

    /** Whether the class can be found and made by its name. */
    boolean makes(String type) {
        return says(
                reflection, type, "allDeclaredConstructors", "allPublicConstructors", "methods");
    }

    /** Whether the class can be found by its name. */
    boolean knows(String type) {
        return reflection.containsKey(type);
    }

    /** Whether code of a native library finds the fields, methods or constructors of the class. */
    boolean isOpenToNativeCode(String type) {
        return says(
                jni, type, "allDeclaredFields", "allDeclaredMethods", "allDeclaredConstructors");
    }

    boolean holds(String resource) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(resource).matches());
    }

    /** Where the jars are that are handed over. */
    Path libraries() {
        return libraries;
    }

    /** The entries of the jar of this name, as it is handed over. */
    List<String> library(String name) throws IOException {
        Path jar;
        try (Stream<Path> jars = Files.list(libraries)) {
            jar = jars.filter(each -> each.getFileName().toString().contains(name)).findAny().get();
        }
        try (JarFile entries = new JarFile(jar.toFile())) {
            return entries.stream().map(JarEntry::getName).toList();
        }
    }

    String arguments() {
        return arguments;
    }

    private static boolean says(Map<String, JsonNode> config, String type, String... any) {
        JsonNode said = config.get(type);
        return said != null
                && Stream.of(any).anyMatch(word -> said.path(word).asBoolean(said.has(word)));
    }
}
