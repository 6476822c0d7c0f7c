package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the manifests and the code have to agree on. */
class KubernetesTest {

    private static final Path ROUTES = Path.of("routes");

    @Test
    void every_route_file_travels_into_a_config_map_and_none_is_listed_that_is_not_there()
            throws IOException {
        assertThat(listed("waypost-routes")).isEqualTo(present(ROUTES, ""));
        assertThat(listed("waypost-relays"))
                .isEqualTo(present(ROUTES.resolve("relays"), "relays/"));
    }

    @Test
    void routes_are_read_from_where_they_are_mounted() throws IOException {
        assertThat(Files.readString(Path.of("k8s/base/settings.env")))
                .contains("WAYPOST_ROUTES=/etc/waypost/routes\n");
        assertThat(mounts())
                .contains(
                        Map.entry("routes", "/etc/waypost/routes"),
                        Map.entry("relays", "/etc/waypost/routes/relays"));
    }

    @Test
    void the_grace_period_covers_the_drain_and_what_comes_after_it() throws Exception {
        String drain =
                WaypostConfig.Delivery.class
                        .getMethod("drainTimeout")
                        .getAnnotation(WithDefault.class)
                        .value();

        assertThat(Duration.ofSeconds((int) pod().get("terminationGracePeriodSeconds")))
                .isGreaterThanOrEqualTo(Duration.parse("PT" + drain).plusSeconds(10));
    }

    @Test
    void the_doctor_runs_under_the_pods_label_with_their_settings_login_and_routes()
            throws IOException {
        Map<?, ?> job = (Map<?, ?>) yaml(Path.of("k8s/components/doctor/job.yaml")).get("spec");
        Map<?, ?> template = (Map<?, ?>) job.get("template");
        Map<?, ?> labels = (Map<?, ?>) ((Map<?, ?>) template.get("metadata")).get("labels");
        Map<?, ?> doctor = (Map<?, ?>) template.get("spec");

        assertThat(labels.get("app.kubernetes.io/name")).isEqualTo("waypost");
        for (String same : List.of("serviceAccountName", "securityContext", "volumes")) {
            assertThat(doctor.get(same)).as(same).isEqualTo(pod().get(same));
        }
        for (String same : List.of("image", "envFrom", "env", "securityContext", "volumeMounts")) {
            assertThat(container(doctor).get(same)).as(same).isEqualTo(container(pod()).get(same));
        }
        assertThat(container(doctor).get("args")).isEqualTo(List.of("doctor", "--write", "-"));
    }

    private static Map<?, ?> container(Map<?, ?> pod) {
        return (Map<?, ?>) ((List<?>) pod.get("containers")).get(0);
    }

    private static TreeSet<String> listed(String configMap) throws IOException {
        return ((List<?>) yaml(ROUTES.resolve("kustomization.yaml")).get("configMapGenerator"))
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

    private static List<Map.Entry<String, String>> mounts() throws IOException {
        return ((List<?>) container(pod()).get("volumeMounts"))
                .stream()
                        .map(mount -> (Map<?, ?>) mount)
                        .map(
                                m ->
                                        Map.entry(
                                                m.get("name").toString(),
                                                m.get("mountPath").toString()))
                        .toList();
    }

    private static Map<?, ?> pod() throws IOException {
        Map<?, ?> spec = (Map<?, ?>) yaml(Path.of("k8s/base/deployment.yaml")).get("spec");
        return (Map<?, ?>) ((Map<?, ?>) spec.get("template")).get("spec");
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }
}
