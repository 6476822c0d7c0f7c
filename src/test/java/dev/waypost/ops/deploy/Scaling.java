package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.deploy.KedaObjects.ScaledObject;
import dev.waypost.ops.deploy.KedaObjects.Trigger;
import dev.waypost.ops.deploy.KedaObjects.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What scales pods by lag, where it is there, and what it has to know. */
final class Scaling {

    private Scaling() {}

    static void agrees(Manifests rendered) {
        ScaledObject scaled = rendered.only(ScaledObject.class).orElse(null);
        if (scaled == null) {
            assertThat(rendered.deployment().getSpec().getReplicas()).isPositive();
            return;
        }
        assertThat(scaled.spec().scaleTargetRef().name())
                .isEqualTo(rendered.deployment().getMetadata().getName());
        assertThat(rendered.deployment().getSpec().getReplicas())
                .as("two would set it by turns")
                .isNull();
        List<Trigger> triggers = scaled.spec().triggers();
        List<String> groups = new ArrayList<>(List.of("waypost", "waypost.retry"));
        Stream.of(rendered.settings().getOrDefault("WAYPOST_LANES", "").split(","))
                .filter(lane -> !lane.isEmpty())
                .forEach(lane -> groups.add("waypost." + lane));
        assertThat(triggers)
                .extracting(trigger -> trigger.metadata().get("consumerGroup"))
                .containsExactlyElementsOf(groups);
        TriggerAuthentication login = rendered.only(TriggerAuthentication.class).orElseThrow();
        String protocol = rendered.settings().getOrDefault("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
        for (Trigger trigger : triggers) {
            Map<String, String> says = trigger.metadata();
            assertThat(says.get("bootstrapServersFromEnv")).isEqualTo("KAFKA_BOOTSTRAP_SERVERS");
            assertThat(rendered.settings()).containsKey("KAFKA_BOOTSTRAP_SERVERS");
            assertThat(says).containsEntry("excludePersistentLag", "true");
            assertThat(trigger.authenticationRef().name()).isEqualTo(login.metadata().getName());
        }
        assertThat(login.spec().configMapTargetRef())
                .allSatisfy(each -> assertThat(each.name()).isEqualTo("waypost-keda"))
                .extracting(KedaObjects.Parameter::parameter)
                .containsExactly("sasl", "tls");
        assertThat(words(rendered))
                .containsEntry("tls", protocol.endsWith("SSL") ? "enable" : "disable")
                .containsEntry("sasl", protocol.startsWith("SASL") ? mechanism(rendered) : "none");
        assertThat(login.spec().secretTargetRef() == null).isEqualTo(protocol.equals("PLAINTEXT"));
    }

    private static Map<String, String> words(Manifests rendered) {
        return rendered.all(ConfigMap.class).stream()
                .filter(each -> each.getMetadata().getName().equals("waypost-keda"))
                .findFirst()
                .orElseThrow()
                .getData();
    }

    /** Kafka's SCRAM-SHA-512 is KEDA's scram_sha512. */
    private static String mechanism(Manifests rendered) {
        return rendered.settings()
                .get("KAFKA_SASL_MECHANISM")
                .toLowerCase(Locale.ROOT)
                .replace("-sha-", "_sha");
    }

    /** No more pods than a topic has partitions. */
    static void fits(Manifests scaled, KafkaTopic source) {
        assertThat(scaled.only(ScaledObject.class).orElseThrow().spec().maxReplicaCount())
                .isEqualTo(source.getSpec().getPartitions());
    }
}
