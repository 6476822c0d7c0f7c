package dev.waypost.ops.deadletter;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay has done, or would do.
 *
 * @param dryRun nothing was written
 * @param matched dead letters that the filter wanted
 * @param putBack of them, those written and known to be; of a dry run, those that would be
 * @param reasons how many were put back by reason, the most frequent first
 * @param heldBack how many stayed, and why
 * @param limited whether it stopped at its limit, and there may be more
 * @param trouble why it stopped before its end; the same order goes on from there
 */
public record ReplayReport(
        boolean dryRun,
        long matched,
        long putBack,
        Map<String, Long> reasons,
        Map<HeldBack, Long> heldBack,
        boolean limited,
        Optional<String> trouble,
        Duration took) {

    /** Letters a second; 0 where there were none. */
    public double perSecond() {
        return putBack == 0 ? 0 : putBack / Math.max(0.001, took.toMillis() / 1000.0);
    }
}
