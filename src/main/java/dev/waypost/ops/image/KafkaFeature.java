package dev.waypost.ops.image;

import java.util.Objects;
import org.apache.kafka.common.protocol.ApiKeys;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;

/** Keeps an answer of Kafka's where the executable can ask for it. Run by the builder alone. */
final class KafkaFeature implements Feature {

    @Override
    public String getDescription() {
        return "Reads the answers of Kafka's brokers to what can be asked, and no others";
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        for (ApiKeys each : ApiKeys.values()) {
            if (each.hasValidVersion()) {
                Class<?> request = found(access, KafkaAnswers.request(each));
                Class<?> response = found(access, KafkaAnswers.response(each));
                access.registerReachabilityHandler(
                        reached -> keep(response), (Object[]) request.getDeclaredConstructors());
            }
        }
    }

    private static Class<?> found(FeatureAccess access, String name) {
        return Objects.requireNonNull(access.findClassByName(name), name);
    }

    private static void keep(Class<?> response) {
        try {
            RuntimeReflection.register(response);
            RuntimeReflection.register(KafkaAnswers.parse(response));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
