package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.waypost.Thorough;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests, each way they can be put together, and what they and the code agree on. */
class KubernetesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Path COMPONENTS = Manifests.K8S.resolve("components");

    /** They bring objects; the others change what is there, and so come after them. */
    private static final List<String> FIRST =
            List.of(
                    "doctor",
                    "doctor/ports",
                    "keda",
                    "monitoring",
                    "traces",
                    "strimzi",
                    "lanes",
                    "strimzi/lanes");

    /** Of these an overlay takes one at most. */
    private static final List<String> KAFKA_LOGINS = List.of("kafka-sasl", "kafka-mutual-tls");

    @Test
    void the_overlays_agree_with_the_code() throws Exception {
        Agreement.of(Manifests.of(Manifests.K8S.resolve("base")));
        Agreement.of(Manifests.of(Manifests.K8S.resolve("overlays/production")));
        Agreement.of(Manifests.of(Manifests.K8S.resolve("overlays/dev")));
        assertThat(Manifests.of(Manifests.K8S.resolve("overlays/kafka")).all()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void components_agree_with_the_code_and_with_one_another(List<String> components)
            throws Exception {
        Agreement.of(Manifests.ofBaseWith(components));
    }

    @Test
    void components_change_our_pods_alone_whatever_else_is_there_and_in_whatever_order() {
        Manifests dev = Manifests.of(Manifests.K8S.resolve("overlays/dev"));

        Manifests more =
                Manifests.with(
                        "overlays/dev",
                        "waypost-dev",
                        List.of("doctor", "native", "kafka-mutual-tls", "console", "oauth2"));

        for (String other : List.of("kafka", "relay")) {
            assertThat(more.deployment(other)).isEqualTo(dev.deployment(other));
        }
        assertThat(more.pods().getSpec().getVolumes())
                .extracting(Volume::getName)
                .containsAll(
                        dev.pods().getSpec().getVolumes().stream().map(Volume::getName).toList())
                .contains("kafka", "console");
        // This overlay has a volume of its own in front of it.
        for (PodTemplateSpec ours :
                List.of(more.pods(), more.only(Job.class).orElseThrow().getSpec().getTemplate())) {
            assertThat(ours.getSpec().getVolumes())
                    .filteredOn(volume -> volume.getName().equals("login"))
                    .extracting(
                            volume -> volume.getSecret().getSecretName(),
                            volume -> volume.getSecret().getItems())
                    .containsExactly(tuple("waypost-oauth2", List.of()));
        }
    }

    /**
     * Each alone, any two (drawn anew each time), and for each kind of login to Kafka all that go
     * together.
     */
    static Stream<List<String>> combinations() throws IOException {
        List<String> all = components();
        List<List<String>> combinations = new ArrayList<>();
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            combinations.add(List.of(all.get(i)));
            for (int j = i + 1; j < all.size(); j++) {
                List<String> two = List.of(all.get(i), all.get(j));
                if (areTogether(two)) {
                    pairs.add(two);
                }
            }
        }
        Collections.shuffle(pairs);
        combinations.addAll(pairs.subList(0, Thorough.cases(pairs.size())));
        for (String login : KAFKA_LOGINS) {
            combinations.add(
                    all.stream()
                            .filter(each -> !KAFKA_LOGINS.contains(each) || each.equals(login))
                            .filter(KubernetesTest::isNoOtherRelay)
                            .toList());
        }
        return combinations.stream();
    }

    private static boolean areTogether(List<String> components) {
        return components.stream().allMatch(KubernetesTest::isNoOtherRelay)
                && !components.containsAll(KAFKA_LOGINS);
    }

    /** One stands for all profiles: they differ in their ports alone. */
    private static boolean isNoOtherRelay(String component) {
        return !component.startsWith("relays/") || component.equals("relays/amazon-ses");
    }

    private static List<String> components() throws IOException {
        List<String> components = new ArrayList<>(FIRST);
        try (Stream<Path> files = Files.walk(COMPONENTS)) {
            files.filter(file -> file.endsWith("kustomization.yaml"))
                    .map(file -> COMPONENTS.relativize(file.getParent()).toString())
                    .filter(name -> !FIRST.contains(name))
                    .sorted()
                    .forEach(components::add);
        }
        return components;
    }

    @Test
    void every_profile_with_other_ports_has_a_component() throws IOException {
        TreeSet<String> profiles = new TreeSet<>();
        try (Stream<Path> files = Files.list(ROUTES.resolve("relays"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> "relays/" + name.replace(".camel.yaml", ""))
                    .filter(name -> !name.equals("relays/standard"))
                    .forEach(profiles::add);
        }

        assertThat(components())
                .filteredOn(name -> name.startsWith("relays/"))
                .containsExactlyInAnyOrderElementsOf(profiles);
    }

    @Test
    void a_field_that_no_api_knows_and_a_value_of_another_type_are_found() {
        Map<String, Object> metadata = Map.of("name", "x");
        assertThatThrownBy(
                        () ->
                                StrictTypes.read(
                                        Map.of(
                                                "apiVersion",
                                                "v1",
                                                "kind",
                                                "Service",
                                                "metadata",
                                                metadata,
                                                "spec",
                                                Map.of("clusterIp", "None"))))
                .hasMessageContaining("clusterIp");
        assertThatThrownBy(
                        () ->
                                StrictTypes.read(
                                        Map.of(
                                                "apiVersion",
                                                "v1",
                                                "kind",
                                                "ConfigMap",
                                                "metadata",
                                                metadata,
                                                "data",
                                                Map.of("PORT", 25))))
                .hasMessageContaining("String");
        assertThatThrownBy(
                        () ->
                                StrictTypes.read(
                                        Map.of(
                                                "apiVersion",
                                                "apps/v1",
                                                "kind",
                                                "Deployment",
                                                "metadata",
                                                metadata,
                                                "spec",
                                                Map.of("replicas", "3"))))
                .hasMessageContaining("Integer");
    }

    @Test
    void no_more_pods_are_started_than_there_are_partitions() {
        KafkaTopic source =
                Manifests.of(Manifests.K8S.resolve("overlays/kafka")).all(KafkaTopic.class).stream()
                        .filter(topic -> topic.getMetadata().getName().equals("outbound-mail"))
                        .findFirst()
                        .orElseThrow();

        Scaling.fits(Manifests.ofBaseWith(List.of("keda")), source);
    }

    @Test
    void labels_and_image_say_the_version_that_is_built() throws IOException {
        Matcher project =
                Pattern.compile("<artifactId>waypost</artifactId>\\s+<version>([^<-]+)")
                        .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(project.find()).isTrue();
        PodTemplateSpec pods = Manifests.of(Manifests.K8S.resolve("overlays/production")).pods();

        assertThat(pods.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/version", project.group(1));
        assertThat(pods.getSpec().getContainers().get(0).getImage())
                .isEqualTo("waypost:" + project.group(1));
    }

    @Test
    void every_route_file_travels_into_a_config_map_and_none_is_listed_that_is_not_there()
            throws IOException {
        assertThat(listed("waypost-routes")).isEqualTo(present(ROUTES, ""));
        assertThat(listed("waypost-relays"))
                .isEqualTo(present(ROUTES.resolve("relays"), "relays/"));
    }

    @Test
    void routes_and_password_are_read_from_where_they_are_mounted() {
        Manifests base = Manifests.of(Manifests.K8S.resolve("base"));

        assertThat(base.settings())
                .containsEntry("WAYPOST_ROUTES", "/etc/waypost/routes")
                .containsEntry("WAYPOST_RELAY_PASSWORD_FILE", "/etc/waypost/login/password");
        assertThat(base.pods().getSpec().getContainers().get(0).getVolumeMounts())
                .extracting(VolumeMount::getName, VolumeMount::getMountPath)
                .contains(
                        tuple("routes", "/etc/waypost/routes"),
                        tuple("relays", "/etc/waypost/routes/relays"),
                        tuple("login", "/etc/waypost/login"));
    }

    private static TreeSet<String> listed(String configMap) throws IOException {
        Map<?, ?> kustomization =
                (Map<?, ?>)
                        new Load(LoadSettings.builder().build())
                                .loadFromString(
                                        Files.readString(ROUTES.resolve("kustomization.yaml")));
        return ((List<?>) kustomization.get("configMapGenerator"))
                .stream()
                        .map(generator -> (Map<?, ?>) generator)
                        .filter(generator -> generator.get("name").equals(configMap))
                        .flatMap(generator -> ((List<?>) generator.get("files")).stream())
                        .map(Object::toString)
                        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static TreeSet<String> present(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml") || name.endsWith(".properties"))
                    .map(prefix::concat)
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }
}
