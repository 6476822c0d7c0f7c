package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.deploy.KedaObjects.ScaledObject;
import dev.waypost.ops.deploy.KedaObjects.Trigger;
import dev.waypost.ops.deploy.KedaObjects.TriggerAuthentication;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        assertThat(triggers)
                .extracting(trigger -> trigger.metadata().get("consumerGroup"))
                .contains("waypost", "waypost.retry");
        TriggerAuthentication login = rendered.only(TriggerAuthentication.class).orElseThrow();
        String protocol = rendered.settings().getOrDefault("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
        for (Trigger trigger : triggers) {
            Map<String, String> says = trigger.metadata();
            assertThat(says.get("bootstrapServersFromEnv")).isEqualTo("KAFKA_BOOTSTRAP_SERVERS");
            assertThat(rendered.settings()).containsKey("KAFKA_BOOTSTRAP_SERVERS");
            assertThat(says).containsEntry("excludePersistentLag", "true");
            assertThat(trigger.authenticationRef().name()).isEqualTo(login.metadata().getName());
            assertThat(says.getOrDefault("tls", "disable"))
                    .isEqualTo(protocol.endsWith("SSL") ? "enable" : "disable");
            assertThat(says.getOrDefault("sasl", "none"))
                    .isEqualTo(protocol.startsWith("SASL") ? mechanism(rendered) : "none");
        }
        assertThat(login.spec().secretTargetRef() == null).isEqualTo(protocol.equals("PLAINTEXT"));
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
