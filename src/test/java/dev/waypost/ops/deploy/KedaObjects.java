package dev.waypost.ops.deploy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/**
 * The objects of KEDA as far as they are used here, by the reference of its version 2.14: no
 * library has them.
 */
final class KedaObjects {

    private KedaObjects() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Scaling spec) {}

    record Scaling(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String name) {}

    record Advanced(AutoscalerConfig horizontalPodAutoscalerConfig) {}

    record AutoscalerConfig(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(
            String type,
            String metricType,
            Map<String, String> metadata,
            Target authenticationRef) {}

    record TriggerAuthentication(
            String apiVersion, String kind, ObjectMeta metadata, Authentication spec) {}

    record Authentication(List<Parameter> secretTargetRef, List<Parameter> configMapTargetRef) {}

    record Parameter(String parameter, String name, String key) {}
}
