package dev.waypost.commit;

import java.util.Optional;

/** Knows which topics there are behind their names. Never blocks; called by the polling threads. */
interface TopicIds {

    /** The id as last heard; empty while none is known. */
    Optional<TopicId> of(String topic);
}
