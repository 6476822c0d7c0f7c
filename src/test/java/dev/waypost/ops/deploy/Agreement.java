package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.DeliveryConfig;
import dev.waypost.config.RelayConfig;
import dev.waypost.config.VariableName;
import dev.waypost.ops.StrayVariables;
import dev.waypost.ops.doctor.DoctorPorts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What belongs together in a rendered overlay, whatever it is made of. */
final class Agreement {

    private static final Pattern SUBMISSION =
            Pattern.compile("to: smtps?:\\{\\{waypost\\.relay\\.host}}:(\\S+)");

    /** The only policy that is not for all pods. */
    private static final String DOCTOR = "waypost-doctor";

    private final Manifests rendered;

    private Agreement(Manifests rendered) {
        this.rendered = rendered;
    }

    static void of(Manifests rendered) throws Exception {
        Agreement it = new Agreement(rendered);
        it.pods_go_out_by_the_ports_of_the_profile_and_of_the_brokers_alone();
        it.the_grace_period_covers_the_drain_and_what_comes_after_it();
        it.each_setting_is_one();
        it.whoever_selects_pods_finds_them();
        it.each_volume_is_there_and_each_pod_is_confined();
        Sizes.fit(rendered);
        Scaling.agrees(rendered);
        DoctorJob.agrees(rendered);
    }

    private void pods_go_out_by_the_ports_of_the_profile_and_of_the_brokers_alone()
            throws Exception {
        String profile = rendered.settings().get("WAYPOST_RELAY_PROFILE");
        Path file = Path.of("routes/relays", profile + ".camel.yaml");
        List<Integer> ports = new ArrayList<>();
        for (Matcher port = SUBMISSION.matcher(Files.readString(file)); port.find(); ) {
            ports.add(number(port.group(1)));
        }
        assertThat(egress("waypost-relay")).as("profile " + profile).isEqualTo(ports);

        Set<Integer> brokers =
                Stream.of(rendered.settings().get("KAFKA_BOOTSTRAP_SERVERS").split(","))
                        .map(server -> Integer.valueOf(server.substring(server.indexOf(':') + 1)))
                        .collect(Collectors.toSet());
        assertThat(Set.copyOf(egress("waypost-kafka"))).isEqualTo(brokers);

        String collector = rendered.settings().get("WAYPOST_TRACES_ENDPOINT");
        assertThat(egress("waypost-traces"))
                .isEqualTo(
                        collector == null ? List.of() : List.of(URI.create(collector).getPort()));

        List<Integer> doctors = egress(DOCTOR);
        if (!doctors.isEmpty()) {
            assertThat(doctors).containsExactlyInAnyOrderElementsOf(DoctorPorts.all());
        }
    }

    /** A number, or the setting that holds it. */
    private static int number(String port) throws ReflectiveOperationException {
        String method =
                switch (port) {
                    case "{{waypost.relay.submission-port}}" -> "submissionPort";
                    case "{{waypost.relay.alternate-port}}" -> "alternatePort";
                    case "{{waypost.relay.implicit-tls-port}}" -> "implicitTlsPort";
                    default -> null;
                };
        return Integer.parseInt(
                method == null
                        ? port
                        : RelayConfig.class
                                .getMethod(method)
                                .getAnnotation(WithDefault.class)
                                .value());
    }

    private List<Integer> egress(String policy) {
        return rendered.all(NetworkPolicy.class).stream()
                .filter(each -> each.getMetadata().getName().equals(policy))
                .flatMap(each -> each.getSpec().getEgress().stream())
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal())
                .toList();
    }

    private void the_grace_period_covers_the_drain_and_what_comes_after_it() throws Exception {
        String unsaid =
                DeliveryConfig.class
                        .getMethod("drainTimeout")
                        .getAnnotation(WithDefault.class)
                        .value();
        String drain = rendered.settings().getOrDefault("WAYPOST_DELIVERY_DRAIN_TIMEOUT", unsaid);
        long grace = rendered.pods().getSpec().getTerminationGracePeriodSeconds();
        assertThat(Duration.ofSeconds(grace))
                .isGreaterThanOrEqualTo(Duration.parse("PT" + drain).plusSeconds(10));
    }

    private void each_setting_is_one() {
        assertThat(StrayVariables.in(rendered.settings())).isEmpty();
        Set<String> kafka = new TreeSet<>();
        Stream.of(
                        ConsumerConfig.configNames(),
                        ProducerConfig.configNames(),
                        Set.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                .flatMap(Set::stream)
                .map(name -> VariableName.of("kafka." + name))
                .forEach(kafka::add);
        List<String> set = new ArrayList<>(rendered.settings().keySet());
        container().getEnv().forEach(variable -> set.add(variable.getName()));
        assertThat(set)
                .filteredOn(name -> name.startsWith("KAFKA_"))
                .isSubsetOf(kafka)
                .doesNotHaveDuplicates();
    }

    private Container container() {
        return rendered.pods().getSpec().getContainers().get(0);
    }

    private void whoever_selects_pods_finds_them() {
        Map<String, String> labels = rendered.pods().getMetadata().getLabels();
        LabelSelector own = rendered.deployment().getSpec().getSelector();
        assertThat(labels).containsAllEntriesOf(own.getMatchLabels());
        rendered.all(Service.class).stream()
                .filter(service -> service.getMetadata().getName().startsWith("waypost"))
                .forEach(
                        service ->
                                assertThat(service.getSpec().getSelector())
                                        .isEqualTo(own.getMatchLabels()));
        assertThat(rendered.only(PodDisruptionBudget.class).orElseThrow().getSpec().getSelector())
                .isEqualTo(own);
        rendered.only(PodMonitor.class)
                .ifPresent(monitor -> assertThat(monitor.getSpec().getSelector()).isEqualTo(own));
        for (var spread : rendered.pods().getSpec().getTopologySpreadConstraints()) {
            assertThat(spread.getLabelSelector()).isEqualTo(own);
        }
        for (NetworkPolicy policy : rendered.all(NetworkPolicy.class)) {
            for (PodTemplateSpec pods : rendered.templates()) {
                if (isOurs(pods)) {
                    boolean itsOwn =
                            !policy.getMetadata().getName().equals(DOCTOR)
                                    || !pods.equals(rendered.pods());
                    assertThat(
                                    pods.getMetadata()
                                            .getLabels()
                                            .entrySet()
                                            .containsAll(
                                                    policy.getSpec()
                                                            .getPodSelector()
                                                            .getMatchLabels()
                                                            .entrySet()))
                            .as(policy.getMetadata().getName())
                            .isEqualTo(itsOwn);
                }
            }
        }
    }

    private static boolean isOurs(PodTemplateSpec pods) {
        return pods.getSpec().getContainers().get(0).getImage().startsWith("waypost");
    }

    private void each_volume_is_there_and_each_pod_is_confined() {
        for (PodTemplateSpec pods : rendered.templates()) {
            PodSpec spec = pods.getSpec();
            Set<String> volumes =
                    spec.getVolumes().stream()
                            .map(volume -> volume.getName())
                            .collect(Collectors.toSet());
            assertThat(spec.getAutomountServiceAccountToken()).isFalse();
            // A service's name must not become a setting.
            assertThat(spec.getEnableServiceLinks()).isFalse();
            assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(spec.getSecurityContext().getSeccompProfile().getType())
                    .isEqualTo("RuntimeDefault");
            Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                    .forEach(
                            container -> {
                                assertThat(container.getVolumeMounts())
                                        .allMatch(mount -> volumes.contains(mount.getName()))
                                        .allMatch(mount -> mount.getSubPath() == null);
                                var security = container.getSecurityContext();
                                assertThat(security.getAllowPrivilegeEscalation()).isFalse();
                                assertThat(security.getCapabilities().getDrop())
                                        .containsExactly("ALL");
                                assertThat(container.getResources().getLimits())
                                        .containsOnlyKeys("memory");
                                assertThat(container.getResources().getRequests())
                                        .containsOnlyKeys("cpu", "memory");
                            });
        }
    }
}
