package dev.waypost.commit;

import org.apache.kafka.common.Uuid;

/**
 * Which topic of this name it is (KIP-516): one that is deleted and created again has another id.
 *
 * @param askedAt monotonic nanoseconds; the answer is no older
 */
record TopicId(Uuid id, long askedAt) {}
