package dev.waypost.pace;

import java.util.HashMap;
import java.util.Map;

/**
 * Which of the pods that share an account had its mail taken longest ago, and so is next. A pod
 * that was not heard for some rounds has no mails. Nanoseconds; not thread-safe.
 */
final class PodTurns {

    private static final int ROUNDS = 3;
    private static final double AT_LEAST_SECONDS = 3;

    /** By then a pod has heard of what another one had taken, as a rule. */
    private static final double HEAR_WITHIN_SECONDS = 0.3;

    private static final double LATEST_SECONDS = 2;
    private static final double TO_SPARE = 1.5;
    private static final double FORGETTING = 0.8;

    private final Map<String, Long> lastTaken = new HashMap<>();

    private double lateSeconds;
    private long toldAt;

    /** We heard what we had told ourselves: others hear it as late. */
    void heardOurselves(long now) {
        lateSeconds = Math.max(Seconds.of(now - toldAt), lateSeconds * FORGETTING);
    }

    /** We tell something now. */
    void told(long now) {
        toldAt = now;
    }

    /** By then a pod has heard of what another one had taken; seconds. */
    double hearWithin() {
        double late = TO_SPARE * lateSeconds;
        return Math.min(LATEST_SECONDS, Math.max(HEAR_WITHIN_SECONDS, late));
    }

    /** A mail of another pod was taken. */
    void taken(String pod, long at) {
        lastTaken.merge(pod, at, Math::max);
    }

    /** How many others have mails, where one goes each so many seconds. */
    int others(long now, double seconds) {
        double round = (lastTaken.size() + 1) * seconds;
        double silent = Math.max(AT_LEAST_SECONDS, ROUNDS * round);
        lastTaken.values().removeIf(at -> Seconds.of(now - at) > silent);
        return lastTaken.size();
    }

    /** Whether there are others, as far as was known when it was asked for their number. */
    boolean isShared() {
        return !lastTaken.isEmpty();
    }

    /** How many of them go before the pod whose last mail was taken at this moment. */
    int before(long ownTaken) {
        int before = 0;
        for (long at : lastTaken.values()) {
            before += at - ownTaken < 0 ? 1 : 0;
        }
        return before;
    }
}
