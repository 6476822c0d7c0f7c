package dev.waypost.ops.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.metrics.MetricsContext;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.SaslChannelBuilder;
import org.apache.kafka.common.network.TransportLayer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.authenticator.SaslServerAuthenticator;
import org.apache.kafka.common.telemetry.internals.ClientTelemetryReporter;

/**
 * Kafka's clients without the broker's side that travels in the same jar: nobody logs in to
 * Waypost, and what is never asked needs no answer.
 */
final class KafkaSubstitutions {

    private KafkaSubstitutions() {}

    @TargetClass(AbstractResponse.class)
    static final class Answers {

        @Substitute
        public static AbstractResponse parseResponse(
                ApiKeys asked, ByteBuffer answer, short version) {
            return KafkaAnswers.read(asked, answer, version);
        }
    }

    /** Metrics are told to Prometheus, not to the broker (KIP-714). */
    @TargetClass(CommonClientConfigs.class)
    static final class Telemetry {

        @Substitute
        public static Optional<ClientTelemetryReporter> telemetryReporter(
                String client, AbstractConfig settings) {
            return Optional.empty();
        }
    }

    /** Quarkus registers every reporter, so this one could be made; its protocol is a library. */
    @TargetClass(
            className =
                    "org.apache.kafka.common.telemetry.internals.ClientTelemetryReporter"
                            + "$DefaultClientTelemetrySender")
    static final class TelemetrySender {

        @Substitute
        public Optional<AbstractRequest.Builder<?>> createRequest() {
            return Optional.empty();
        }
    }

    @TargetClass(ClientTelemetryReporter.class)
    static final class TelemetryReporter {

        @Substitute
        public synchronized void contextChange(MetricsContext context) {}
    }

    @TargetClass(SaslChannelBuilder.class)
    static final class Logins {

        @Substitute
        protected SaslServerAuthenticator buildServerAuthenticator(
                Map<String, ?> settings,
                Map<String, AuthenticateCallbackHandler> handlers,
                String id,
                TransportLayer transport,
                Map<String, Subject> subjects,
                Map<String, Long> longest,
                ChannelMetadataRegistry metadata) {
            throw new UnsupportedOperationException("a client asks nobody to log in");
        }
    }
}
