package dev.waypost.deliver;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.Reason;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.pool.RelayLimit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The circuit breaker of the whole relay: whether mails may go to it at all. Routes open it where
 * every mail would fail the same way; consumption then pauses, and mails wait in Kafka. Throttled,
 * it closes when the relay's limit has passed; halted or unreachable, by a probe. Any thread.
 */
@Named("relayCircuit")
@RegisterForReflection
public class RelayCircuit implements Predicate<Object> {

    /** Whether mails go to the relay, and if not, why. */
    public enum State {
        /** Mails go. */
        RUNNING,
        /** No port has let us in yet since the start. */
        UNTRIED,
        /** The relay is over a limit; waits for its hint. */
        THROTTLED,
        /** No submission port answers. */
        UNREACHABLE,
        /** Configuration: a login refused, a sender not allowed. */
        HALTED,
        /** Somebody wants mails to wait for a while. */
        PAUSED;

        /** As health, metrics and the log say it: {@code throttled}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param reason of what opened it; empty when running, untried or paused
     * @param retryAt when it closes or, halted or unreachable, is probed; null when running
     */
    public record View(
            State state, Optional<Reason> reason, String detail, Instant since, Instant retryAt) {

        /** The reason's slug, or where mails wait for none, the state. */
        public String why() {
            return reason.map(Reason::slug).orElse(state.word());
        }
    }

    private static final Logger LOG = Logger.getLogger(RelayCircuit.class);

    private static final Duration UNREACHABLE_BACKOFF = Duration.ofSeconds(5);

    /** The start asks by itself; should nothing have come of it by then, a probe does. */
    private static final Duration TRIAL = Duration.ofSeconds(15);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final List<Duration> haltBackoff;
    private final RelayPause pause;
    private View view;
    private long retryAt;
    private int haltsInARow;

    /**
     * @param haltBackoff pauses before a halted relay is probed again; the last one repeats
     * @param pause what somebody has said, above all that is found out
     * @param clock for the moments that are shown
     * @param nanoTime as {@link System#nanoTime}: for what is waited for
     */
    public RelayCircuit(
            List<Duration> haltBackoff, RelayPause pause, Clock clock, LongSupplier nanoTime) {
        this.haltBackoff = List.copyOf(haltBackoff);
        this.pause = pause;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.view = running();
    }

    private View running() {
        return new View(State.RUNNING, Optional.empty(), "", clock.instant(), null);
    }

    /** Whether mails may go now. */
    @Override
    public synchronized boolean test(Object any) {
        if (view.state() == State.THROTTLED && isTimeOver()) {
            resume();
        }
        return view.state() == State.RUNNING && !pause.holds();
    }

    /** Every mail would fail until somebody changes the configuration, here or at the relay. */
    public synchronized void halt(Exception cause) {
        if (view.state() == State.HALTED) {
            return; // Mails that were under way together fail together.
        }
        open(State.HALTED, outcome(cause), haltBackoff());
    }

    /** The whole relay is over a limit. */
    public synchronized void slowDown(Exception cause) {
        Outcome outcome = outcome(cause);
        if (LimitReading.of(outcome).filter(RelayLimit::isKeptInMotion).isPresent()) {
            return; // Connections and pace keep to it by themselves.
        }
        if (view.state() == State.RUNNING) {
            slow(outcome);
        }
    }

    /** No port let a mail through. */
    public synchronized void unreachable(Exception cause) {
        if (view.state() == State.RUNNING) {
            open(State.UNREACHABLE, outcome(cause), UNREACHABLE_BACKOFF);
        }
    }

    /** Mails wait until a port has let us in once. */
    synchronized void awaitTrial() {
        retryAt = nanoTime.getAsLong() + TRIAL.toNanos();
        Instant now = clock.instant();
        view = new View(State.UNTRIED, Optional.empty(), "", now, now.plus(TRIAL));
    }

    /**
     * A race of the ports found that none lets us in; nothing changes where one got through since.
     *
     * @param before the view when that race began
     */
    public synchronized void trip(Outcome outcome, View before) {
        if (view.state() != State.RUNNING || view == before) {
            trip(outcome);
        }
    }

    private void trip(Outcome outcome) {
        switch (outcome.outcomeClass()) {
            case HALT -> open(State.HALTED, outcome, haltBackoff());
            // Another login every few seconds is what such a relay is fed up with.
            case SLOW -> slow(outcome);
            default -> open(State.UNREACHABLE, outcome, UNREACHABLE_BACKOFF);
        }
    }

    /** A token server tells no time; it is asked for anyway, and a probe finds out. */
    private void slow(Outcome outcome) {
        if (outcome.reason() == Reason.TOKEN_UNAVAILABLE) {
            open(State.UNREACHABLE, outcome, UNREACHABLE_BACKOFF);
        } else {
            open(State.THROTTLED, outcome, LimitReading.pause(outcome));
        }
    }

    private Duration haltBackoff() {
        return haltBackoff.get(Math.min(haltsInARow++, haltBackoff.size() - 1));
    }

    private void open(State state, Outcome outcome, Duration backoff) {
        if (outcome.reason() == Reason.STOPPING) {
            return; // We went away, the relay did not; and nothing is taken any more.
        }
        Instant now = clock.instant();
        retryAt = nanoTime.getAsLong() + backoff.toNanos();
        Optional<Reason> reason = Optional.of(outcome.reason());
        boolean news = view.state() != state || !view.reason().equals(reason);
        view = new View(state, reason, outcome.detail(), now, now.plus(backoff));
        if (news) {
            LOG.warnf(
                    "relay %s: %s in %s%s; consumption pauses, mails wait in Kafka; next try in"
                            + " %d s",
                    state.word(),
                    outcome.reason().slug(),
                    outcome.phase().label(),
                    // What a relay says to a mail may name a recipient.
                    outcome.reply() == null || outcome.phase() == Phase.AUTH
                            ? ": " + outcome.detail()
                            : " (" + outcome.reply().code() + ")",
                    backoff.toSeconds());
        }
    }

    /** A probe got through, or a limit has passed: mails may go again. */
    public synchronized void resume() {
        if (view.state() != State.RUNNING) {
            LOG.infof(
                    view.state() == State.UNTRIED
                            ? "relay running: a port lets us in"
                            : "relay running again after %s",
                    view.why());
            view = running();
        }
    }

    /** The relay accepted a mail: whatever halted it before is over. */
    public synchronized void accepted() {
        haltsInARow = 0;
    }

    /** Open until a probe closes it, and the time for the next one has come. */
    public synchronized boolean isDueForProbe() {
        return view.state() != State.RUNNING
                && view.state() != State.THROTTLED
                && isTimeOver()
                && pause.current().isEmpty();
    }

    private boolean isTimeOver() {
        return nanoTime.getAsLong() - retryAt >= 0;
    }

    /** How it is; a pause before anything else. */
    public synchronized View view() {
        return pause.current().map(RelayCircuit::paused).orElse(view);
    }

    /** What was found out about the relay, whatever somebody has said. */
    synchronized View found() {
        return view;
    }

    private static View paused(RelayPause.Pause pause) {
        return new View(
                State.PAUSED,
                Optional.empty(),
                "by " + pause.by() + ": " + pause.reason(),
                pause.since(),
                pause.until());
    }

    private static Outcome outcome(Exception cause) {
        if (cause instanceof DeliveryFailure failure) {
            return failure.outcome();
        }
        throw new IllegalStateException("only after a delivery failure", cause);
    }
}
