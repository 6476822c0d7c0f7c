package dev.waypost.ops.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.component.bean.BeanInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Camel files a method under the short name of a getter that it has met before: {@code brokenOff()}
 * beside {@code isBrokenOff()} became a second {@code isBrokenOff}, in the order in which this JVM
 * happened to list the methods. So no name that a route can write may mean two things.
 */
class OneMeaningPerNameTest {

    private static final Set<String> CONDITIONS = Set.of("filter", "when", "onWhen", "validate");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

    /** {@code exchangeProperty.duplicate}: nothing behind the property's name. */
    private static final Pattern STORED = Pattern.compile("(exchangeProperty|variable)\\.\\w+");

    @Test
    void no_two_members_of_a_class_answer_to_one_short_name() {
        List<String> ambiguous = new ArrayList<>();

        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.waypost")) {
            if (type.isAnonymousClass()
                    || type.isAssignableTo(Serializer.class)
                    || type.isAssignableTo(Consumer.class)
                    || type.isAssignableTo(Producer.class)
                    || type.isAssignableTo(X509TrustManager.class)) {
                continue; // Kafka and the JDK overload their methods; no route calls them.
            }
            shortNames(type.reflect()).values().stream()
                    .filter(names -> names.size() > 1)
                    .forEach(names -> ambiguous.add(type.getSimpleName() + " " + names));
        }

        assertThat(ambiguous).isEmpty();
    }

    @Test
    void no_condition_looks_into_an_object() throws IOException {
        List<String> looking = new ArrayList<>();

        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
                Object yaml = new Load(LoadSettings.builder().build()).loadFromString(read(file));
                conditions(yaml).stream()
                        .flatMap(simple -> REFERENCE.matcher(simple).results())
                        .map(match -> match.group(1))
                        .filter(reference -> !STORED.matcher(reference).matches())
                        .forEach(reference -> looking.add(file + " " + reference));
            }
        }

        assertThat(looking).isEmpty();
    }

    /** A class's public methods, by the shortest name that Camel finds each by. */
    private static Map<String, Set<String>> shortNames(Class<?> type) {
        Map<String, Set<String>> names = new TreeMap<>();
        Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("dev.waypost."))
                .filter(method -> !method.isSynthetic())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .forEach(
                        method ->
                                names.computeIfAbsent(
                                                BeanInfo.getGetterShorthandName(method),
                                                name -> new TreeSet<>())
                                        .add(
                                                method.getName()
                                                        + Arrays.toString(
                                                                method.getParameterTypes())));
        return names;
    }

    /** Every condition in simple language, at whatever depth. */
    private static List<String> conditions(Object yaml) {
        List<String> found = new ArrayList<>();
        if (yaml instanceof Collection<?> items) {
            items.forEach(item -> found.addAll(conditions(item)));
        } else if (yaml instanceof Map<?, ?> fields) {
            fields.forEach(
                    (key, value) -> {
                        if (CONDITIONS.contains(String.valueOf(key))) {
                            found.addAll(simple(value));
                        }
                        found.addAll(conditions(value));
                    });
        }
        return found;
    }

    private static List<String> simple(Object condition) {
        if (condition instanceof Collection<?> several) {
            return several.stream().flatMap(one -> simple(one).stream()).toList();
        }
        if (!(condition instanceof Map<?, ?> fields)) {
            return List.of(String.valueOf(condition));
        }
        return Stream.of("simple", "expression")
                .filter(fields::containsKey)
                .flatMap(key -> simple(fields.get(key)).stream())
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
