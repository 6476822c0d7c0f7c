package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.waypost.carry.Delivery;
import dev.waypost.ops.SettingBounds;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.eclipse.microprofile.config.spi.Converter;
import org.graalvm.nativeimage.hosted.Feature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is reached by a name that a compiler does not see (routes, Kafka, settings, resources)
 * is known to a native image. No builder is needed for that.
 */
class NativeVocabularyTest {

    private static final Path RESOURCES = Path.of("target", "classes");

    private static final String SNAPPY = "org.xerial.snappy.Snappy";
    private static final String ZSTD = "com.github.luben.zstd.util.Native";

    private static final String ARGUMENTS =
            "META-INF/native-image/dev.waypost/waypost/native-image.properties";

    private static NativeSources image;
    private static JavaClasses own;

    @BeforeAll
    static void prepare() throws Exception {
        image = NativeSources.made();
        own =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.waypost");
    }

    @AfterAll
    static void forget() {
        own = null;
    }

    @Test
    void routes_can_call_every_bean_of_their_vocabulary() throws IOException {
        String words = Files.readString(Path.of("routes/README.md"));

        assertThat(own.stream())
                .filteredOn(type -> type.isAnnotatedWith(Named.class))
                .filteredOn(
                        type ->
                                words.contains(
                                        "`" + type.getAnnotationOfType(Named.class).value() + "`"))
                .hasSizeGreaterThan(10)
                .allMatch(type -> image.callsMethodsOf(type.getName()));
    }

    @Test
    void an_expression_can_look_into_everything_that_a_delivery_holds() {
        Set<String> seen = new TreeSet<>();
        look(own.get(Delivery.class), seen);

        assertThat(seen)
                .contains("dev.waypost.intake.MailEvent", "dev.waypost.intake.address.Address");
        assertThat(seen).allMatch(image::callsMethodsOf);
    }

    /** Follows what public methods without a parameter return, and what lists of it hold. */
    private void look(JavaClass type, Set<String> seen) {
        if (type.isPrimitive()
                || type.isArray()
                || type.getPackageName().equals("java.util.function")
                || !seen.add(type.getName())) {
            return;
        }
        if (type.getName().startsWith("dev.waypost.")) {
            type.getMethods().stream()
                    .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                    .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                    .filter(method -> method.getRawParameterTypes().isEmpty())
                    .filter(method -> !method.getName().equals("getClass"))
                    .flatMap(method -> method.getReturnType().getAllInvolvedRawTypes().stream())
                    .filter(returned -> !returned.getName().equals("void"))
                    .forEach(returned -> look(returned, seen));
        }
    }

    @Test
    void routes_can_name_every_exception_of_ours_and_every_class_of_the_stated_vocabulary()
            throws Exception {
        assertThat(own.stream().filter(type -> type.isAssignableTo(Throwable.class)))
                .filteredOn(type -> isNamedInRoutes(type.getName()))
                .isNotEmpty()
                .allMatch(type -> image.makes(type.getName()));

        RegisterForReflection stated =
                Class.forName("dev.waypost.ops.routes.rule.ForeignClasses")
                        .getAnnotation(RegisterForReflection.class);
        assertThat(stated.targets()).allMatch(type -> image.knows(type.getName()));
        assertThat(stated.classNames())
                .allMatch(image::callsMethodsOf)
                .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
        String page = Files.readString(Path.of("docs/native.md"));
        assertThat(stated.targets()).allMatch(type -> page.contains("`" + named(type) + "`"));
    }

    private static String named(Class<?> type) {
        return type.isArray() ? type.getSimpleName() : type.getName();
    }

    private static boolean isNamedInRoutes(String name) {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                if (Files.readString(file).contains(name)) {
                    return true;
                }
            }
            return Files.readString(Path.of("routes/README.md")).contains(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void settings_and_converters_are_found() {
        assertThat(own.stream())
                .filteredOn(type -> type.isAnnotatedWith(ConfigMapping.class))
                .isNotEmpty()
                .allMatch(type -> image.knows(type.getName() + "$$CMImpl"));
        assertThat(own.stream())
                .filteredOn(type -> type.isAssignableTo(Converter.class))
                .isNotEmpty()
                .allMatch(type -> image.knows(type.getName()));
        assertThat(image.knows(SettingBounds.class.getName())).isTrue();
    }

    @Test
    void camel_and_kafka_can_make_what_they_know_by_name() {
        assertThat(own.stream())
                .filteredOn(
                        type ->
                                type.isAssignableTo(Component.class)
                                        || type.isAssignableTo(Endpoint.class)
                                        || type.isAssignableTo(Serializer.class)
                                        || type.isAssignableTo(Deserializer.class))
                .isNotEmpty()
                .allMatch(type -> image.knows(type.getName()));
        Set<String> defaults = new TreeSet<>();
        Stream.of(
                        ConsumerConfig.configDef(),
                        ProducerConfig.configDef(),
                        AdminClientConfig.configDef())
                .map(ConfigDef::configKeys)
                .map(Map::values)
                .flatMap(Collection::stream)
                .forEach(key -> classes(key.defaultValue, defaults));
        defaults.addAll(
                List.of(
                        "org.apache.kafka.common.security.plain.PlainLoginModule",
                        "org.apache.kafka.common.security.scram.ScramLoginModule",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"));
        assertThat(defaults).hasSizeGreaterThan(5).allMatch(image::knows);
    }

    private static void classes(Object value, Set<String> into) {
        if (value instanceof Class<?> type) {
            into.add(type.getName());
        } else if (value instanceof Collection<?> many) {
            many.forEach(each -> classes(each, into));
        } else if (value instanceof String text && text.startsWith("org.apache.kafka.")) {
            into.add(text);
        }
    }

    @Test
    void every_resource_travels_along() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            assertThat(files)
                    .filteredOn(Files::isRegularFile)
                    .extracting(file -> RESOURCES.relativize(file).toString())
                    .filteredOn(name -> !name.endsWith(".class"))
                    // Read while the image is built.
                    .filteredOn(name -> !name.startsWith("META-INF/native-image/"))
                    .filteredOn(name -> !name.startsWith("META-INF/services/io.smallrye.config"))
                    .filteredOn(name -> !name.equals("application.properties"))
                    .isNotEmpty()
                    .allMatch(image::holds);
        }
    }

    @Test
    void all_four_codecs_can_be_loaded() throws Exception {
        assertThat(classesWithNativeMethods(ZSTD))
                .filteredOn(type -> !type.endsWith(".Zstd"))
                .hasSizeGreaterThan(5)
                .allMatch(image::isOpenToNativeCode);
        assertThat(image.isOpenToNativeCode("org.xerial.snappy.SnappyNative")).isTrue();
        String machine = System.getProperty("os.arch");
        assertThat(libraries(ZSTD, "linux/" + machine + "/")).isNotEmpty().allMatch(image::holds);
        assertThat(libraries(SNAPPY, "org/xerial/snappy/native/Linux/x86_64/"))
                .isNotEmpty()
                .allMatch(image::holds);
        assertThat(atRunTime()).contains("com.github.luben.zstd", "org.xerial.snappy");
        assertThat(image.arguments()).contains("--exclude-config").contains("snappy-java");
    }

    /** Each of them is code, or text, of megabytes; what is left out says {@code ops.image}. */
    @Test
    void what_nobody_uses_does_not_travel_along() throws Exception {
        assertThat(image.knows("org.eclipse.angus.mail.imap.IMAPStore")).isFalse();
        assertThat(image.knows("org.eclipse.angus.mail.smtp.SMTPTransport")).isFalse();
        assertThat(image.library("angus-mail"))
                .contains("META-INF/mailcap")
                .doesNotContain(
                        "META-INF/services/jakarta.mail.Provider",
                        "META-INF/javamail.default.providers");
        assertThat(
                        Stream.of(
                                "schema/camelYamlDsl.json",
                                "META-INF/org/apache/camel/component/kafka/kafka.json",
                                "META-INF/org/apache/camel/model/aggregate.json"))
                .noneMatch(image::holds);
        assertThat(image.arguments())
                .contains("--exclude-config")
                .contains("json-schema-validator");
        assertThat(Files.readString(RESOURCES.resolve(ARGUMENTS)))
                .contains("--features=dev.waypost.ops.image.KafkaFeature ");
        assertThat(Class.forName("dev.waypost.ops.image.KafkaFeature"))
                .matches(type -> Feature.class.isAssignableFrom(type));
    }

    @Test
    void what_one_library_calls_in_another_is_there() throws Exception {
        assertThat(Linkage.missing(image.libraries())).isEmpty();
    }

    /** The other way, the foreign function interface, needs every signature registered. */
    @Test
    void zstd_calls_its_library_by_JNI_whatever_JDK_the_builder_has() throws Exception {
        assertThat(image.library("zstd-jni"))
                .contains("com/github/luben/zstd/Zstd.class")
                .noneMatch(entry -> entry.matches("META-INF/versions/.*[.]class"));
    }

    /**
     * Vert.x asks OpenSSL for post-quantum key exchange where there is OpenSSL. A builder reads
     * that code, and would run what asks a library that is not there for its constants.
     */
    @Test
    void what_is_for_a_library_that_is_not_there_is_not_run_by_the_builder() throws Exception {
        assertThat(found("io.netty.internal.tcnative.SSL").getPackageName())
                .isEqualTo("io.netty.internal.tcnative");
        assertThat(atRunTime()).contains("io.netty.internal.tcnative");
    }

    private static List<String> atRunTime() throws IOException {
        String arguments = Files.readString(RESOURCES.resolve(ARGUMENTS));
        String option = "--initialize-at-run-time=";
        int from = arguments.indexOf(option) + option.length();
        return List.of(arguments.substring(from, arguments.indexOf(' ', from)).split(","));
    }

    /** As the artifact has them: without what a jar brings for later versions of Java. */
    private static List<String> classesWithNativeMethods(String type) throws Exception {
        try (JarFile jar = new JarFile(jar(type).toFile())) {
            return new ClassFileImporter(List.of(at -> !at.contains("META-INF/versions/")))
                    .importJar(jar).stream()
                            .filter(
                                    each ->
                                            each.getMethods().stream()
                                                    .map(JavaMethod::getModifiers)
                                                    .anyMatch(
                                                            it -> it.contains(JavaModifier.NATIVE)))
                            .map(JavaClass::getName)
                            .toList();
        }
    }

    private static Class<?> found(String type) throws ClassNotFoundException {
        return Class.forName(type, false, NativeVocabularyTest.class.getClassLoader());
    }

    private static List<String> libraries(String type, String folder) throws Exception {
        try (JarFile entries = new JarFile(jar(type).toFile())) {
            return entries.stream()
                    .map(JarEntry::getName)
                    .filter(entry -> entry.startsWith(folder) && entry.endsWith(".so"))
                    .toList();
        }
    }

    private static Path jar(String type) throws Exception {
        return Path.of(found(type).getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
