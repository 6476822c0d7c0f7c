package dev.waypost.ops.routes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.waypost.carry.Conditions;
import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Settings;
import dev.waypost.ops.UnstartedCamel;
import dev.waypost.ops.routes.rule.RouteCheck;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import sun.reflect.ReflectionFactory;

/** A copy of the artifact's routes, edited, and what the check says about it. */
public final class RouteFolder {

    private static final Map<String, Object> BEANS = beans();

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();

    private RouteFolder(Path folder) {
        this.folder = folder;
        settings.put("waypost.relay.host", "relay.example.org");
        settings.put("waypost.routes", folder.toString());
    }

    /** A folder that has its files already. */
    static RouteFolder at(Path folder) {
        return new RouteFolder(folder);
    }

    /** The routes of the artifact, in a folder of their own. */
    public static RouteFolder copiedTo(Path folder) {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
                Path copy = folder.resolve(Path.of("routes").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RouteFolder(folder);
    }

    public RouteFolder set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Writes a file of the folder. */
    public RouteFolder with(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the first place that says so; an edit of nothing is a mistake of the test. */
    RouteFolder edit(String name, String before, String after) {
        String text = text(name);
        if (!text.contains(before)) {
            throw new AssertionError(name + " does not say: " + before);
        }
        int at = text.indexOf(before);
        return with(name, text.substring(0, at) + after + text.substring(at + before.length()));
    }

    RouteModel model() {
        SmallRyeConfig raw = Settings.raw(settings);
        WaypostConfig config = raw.getConfigMapping(WaypostConfig.class);
        DefaultCamelContext context = UnstartedCamel.with(raw);
        BEANS.forEach((name, bean) -> context.getRegistry().bind(name, bean));
        return RouteModel.load(context, config);
    }

    public List<Finding> findings() {
        try {
            return RouteCheck.findings(model());
        } catch (FaultyRoutes e) {
            return e.findings();
        } catch (IllegalArgumentException e) {
            return List.of(Finding.error("routes", e.getMessage(), ""));
        }
    }

    /** Every named bean of the main sources; nothing is called, so nothing needs to be made. */
    private static Map<String, Object> beans() {
        Map<String, Object> beans = new LinkedHashMap<>(Conditions.ALL);
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.waypost")) {
            if (type.isAnnotatedWith(Named.class)) {
                beans.put(type.getAnnotationOfType(Named.class).value(), unmade(type.reflect()));
            }
        }
        return beans;
    }

    private static Object unmade(Class<?> type) {
        try {
            return ReflectionFactory.getReflectionFactory()
                    .newConstructorForSerialization(type, Object.class.getConstructor())
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    public List<String> lines() {
        return findings().stream().map(Finding::toString).toList();
    }
}
