package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code kubectl kustomize} makes of a folder, each object in its strict type. */
final class Manifests {

    static final Path K8S = Path.of("k8s");

    private static final Path MADE = Path.of("target", "k8s");

    private final List<Object> objects;

    private Manifests(List<Object> objects) {
        this.objects = objects;
    }

    /** Of a folder with a {@code kustomization.yaml}. Skips the test where there is no kubectl. */
    static Manifests of(Path folder) {
        Program.assumeInstalled("kubectl");
        String text = Program.output("kubectl", "kustomize", folder.toString());
        List<Object> objects = new ArrayList<>();
        for (Object object : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            try {
                objects.add(StrictTypes.read((Map<?, ?>) object));
            } catch (IllegalArgumentException e) {
                throw new AssertionError(folder + ": " + e.getMessage() + "\nin " + object, e);
            }
        }
        return new Manifests(objects);
    }

    /** Of the base with these components, in this order. */
    static Manifests ofBaseWith(List<String> components) {
        return with("base", "waypost", components);
    }

    /** Of a folder below {@link #K8S} with these components, in this order, in this namespace. */
    static Manifests with(String below, String namespace, List<String> components) {
        String name = String.join("+", components) + "_" + below;
        Path folder = MADE.resolve(name.replace('/', '_'));
        StringBuilder overlay =
                new StringBuilder(
                        """
                        apiVersion: kustomize.config.k8s.io/v1beta1
                        kind: Kustomization
                        namespace: %s
                        resources: [../../../k8s/%s]
                        components:
                        """
                                .formatted(namespace, below));
        components.forEach(each -> overlay.append("  - ../../../k8s/components/" + each + "\n"));
        Map<String, String> said = said(components);
        if (!said.isEmpty()) {
            overlay.append(
                    """
                    configMapGenerator:
                      - name: waypost-settings
                        behavior: merge
                        literals:
                    """);
            said.forEach((key, value) -> overlay.append("      - " + key + "=" + value + "\n"));
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), overlay);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Manifests rendered = of(folder);
        if (!said.isEmpty()) {
            assertThat(rendered.settings())
                    .as("a component that sets it too wins over the overlay")
                    .containsAllEntriesOf(said);
        }
        return rendered;
    }

    /** What an overlay's own settings have to say where it takes these components. */
    private static Map<String, String> said(List<String> components) {
        Map<String, String> settings = new TreeMap<>();
        if (components.stream().anyMatch(each -> each.startsWith("kafka-"))) {
            settings.put("KAFKA_BOOTSTRAP_SERVERS", "broker-0.example:9093");
        }
        if (components.contains("traces")) {
            settings.put("WAYPOST_TRACES_ENDPOINT", "http://collector.example:4318");
        }
        return settings;
    }

    List<Object> all() {
        return objects;
    }

    <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only one of its kind, if there is one. */
    <T> Optional<T> only(Class<T> type) {
        List<T> found = all(type);
        if (found.size() > 1) {
            throw new AssertionError("more than one " + type.getSimpleName());
        }
        return found.stream().findFirst();
    }

    /** The pods that carry mail. */
    Deployment deployment() {
        return deployment("waypost");
    }

    Deployment deployment(String name) {
        return all(Deployment.class).stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    PodTemplateSpec pods() {
        return deployment().getSpec().getTemplate();
    }

    /** The pods of all kinds, those of a broker or relay double too. */
    List<PodTemplateSpec> templates() {
        return Stream.concat(
                        all(Deployment.class).stream().map(each -> each.getSpec().getTemplate()),
                        all(Job.class).stream().map(each -> each.getSpec().getTemplate()))
                .toList();
    }

    /** The environment's settings. */
    Map<String, String> settings() {
        return all(ConfigMap.class).stream()
                .filter(each -> each.getMetadata().getName().startsWith("waypost-settings"))
                .findFirst()
                .orElseThrow()
                .getData();
    }
}
