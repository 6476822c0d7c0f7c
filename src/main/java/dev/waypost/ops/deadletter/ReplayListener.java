package dev.waypost.ops.deadletter;

import dev.waypost.report.RecordPlace;

/** Hears what became of each dead letter that was wanted. Called by the thread that replays. */
public interface ReplayListener {

    /** Tells nobody. */
    ReplayListener NONE =
            new ReplayListener() {
                @Override
                public void putBack(DeadLetterRecord letter, RecordPlace now) {}

                @Override
                public void heldBack(DeadLetterRecord letter, HeldBack why) {}
            };

    /**
     * It is written, and known to be.
     *
     * @param now where it stands; null where it only would be put back
     */
    void putBack(DeadLetterRecord letter, RecordPlace now);

    /** It stays. */
    void heldBack(DeadLetterRecord letter, HeldBack why);
}
