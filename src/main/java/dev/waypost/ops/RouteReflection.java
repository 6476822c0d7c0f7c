package dev.waypost.ops;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.PermanentFailure;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.RelayHalted;
import dev.waypost.classify.RelayThrottled;
import dev.waypost.classify.TransientFailure;
import dev.waypost.compose.Envelope;
import dev.waypost.compose.UncomposableEvent;
import dev.waypost.intake.InvalidEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;

/** What routes name or look into besides beans, made known to a native image. */
@RegisterForReflection(
        targets = {
            DeliveryFailure.class,
            PortUnavailable.class,
            TransientFailure.class,
            PermanentFailure.class,
            RelayThrottled.class,
            RelayHalted.class,
            InvalidEvent.class,
            UncomposableEvent.class,
            KafkaException.class,
            Outcome.class,
            OutcomeClass.class,
            Envelope.class,
            CooperativeStickyAssignor.class
        })
final class RouteReflection {

    private RouteReflection() {}
}
