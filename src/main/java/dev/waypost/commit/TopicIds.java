package dev.waypost.commit;

import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** Knows which topics there are behind their names. Never blocks; called by the polling threads. */
interface TopicIds {

    /** The id as last heard; empty while none is known. */
    Optional<TopicId> of(String topic);

    /**
     * Which topic of this name it is (KIP-516): one that is deleted and created again has another
     * id.
     *
     * @param askedAt monotonic nanoseconds; the answer is no older
     */
    record TopicId(Uuid id, long askedAt) {}
}
