package dev.waypost.login;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The token in hand. The next one is asked for ahead of its end, by one at a time and once, however
 * many want it; until that one has come, the old one is used to its end. While none can be had,
 * whoever wants one learns why at once, and the server is asked again after a pause. Any thread.
 */
public final class AccessTokens {

    private static final Logger LOG = Logger.getLogger(AccessTokens.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Gives tokens out. */
    public interface Server {
        /** Asks for one; blocks, but not for ever. */
        AccessToken ask() throws NoToken;

        /** Equal to what it was before, as long as it asks with the same secret. */
        Object secret();

        /** As a person knows it: its host name. */
        String name();
    }

    /** What came of a request. */
    public enum Result {
        GRANTED,
        UNAVAILABLE,
        REFUSED
    }

    private final Server server;
    private final LongSupplier nanoTime;
    private final List<LongAdder> requests =
            List.of(new LongAdder(), new LongAdder(), new LongAdder());
    private HeldToken held;
    private NoToken failure;
    private Object failedWith;
    private long askAgainAt;
    private int failures;
    private int recoveries;
    private boolean asking;
    private boolean told;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    public AccessTokens(Server server, LongSupplier nanoTime) {
        this.server = server;
        this.nanoTime = nanoTime;
    }

    /**
     * A token that is good now. Blocks where one has to be asked for.
     *
     * @throws NoToken where none can be had
     */
    public String now() throws NoToken {
        synchronized (this) {
            do {
                if (isGood()) {
                    return held.value();
                }
                learn();
            } while (!begin());
        }
        return ask(false);
    }

    /**
     * The relay refused this token. Asks for another one, unless there is one already, or this one
     * was asked for after a refusal itself.
     *
     * @return whether {@link #now} gives another token
     * @throws NoToken where none can be had
     */
    public boolean renew(String refused) throws NoToken {
        synchronized (this) {
            do {
                if (held == null || !held.value().equals(refused)) {
                    return true;
                }
                if (held.renewal()) {
                    return false;
                }
                learn();
            } while (!begin());
        }
        return !ask(true).equals(refused);
    }

    /** Asks for the next token when it is time; to be called again soon. Blocks while it asks. */
    public void look() {
        synchronized (this) {
            if (asking || !isDue()) {
                return;
            }
            asking = true;
        }
        try {
            ask(false);
        } catch (NoToken told) {
            LOG.trace("asked again later", told);
        }
    }

    /** Changes when there is reason to try a login anew: another secret, tokens that come again. */
    public synchronized Object proof() {
        return List.of(server.secret(), recoveries);
    }

    /** How long the token in hand is good; nothing where there is none. */
    public synchronized Duration left() {
        return isGood() ? held.left(nanoTime.getAsLong()) : Duration.ZERO;
    }

    /** How many requests had this result. */
    public long requests(Result result) {
        return requests.get(result.ordinal()).sum();
    }

    /** Who gives them out, as a person knows it. */
    public String server() {
        return server.name();
    }

    private boolean isGood() {
        return held != null && held.isGood(nanoTime.getAsLong());
    }

    private boolean isDue() {
        long now = nanoTime.getAsLong();
        if (failure != null) {
            boolean hopeful = isGood() || !failure.isRefused() || hasAnotherSecret();
            return hopeful && (now - askAgainAt >= 0 || hasAnotherSecret());
        }
        return held != null && held.isAging(now);
    }

    private boolean hasAnotherSecret() {
        return !server.secret().equals(failedWith);
    }

    private void learn() throws NoToken {
        if (failure != null && nanoTime.getAsLong() - askAgainAt < 0 && !hasAnotherSecret()) {
            throw failure;
        }
    }

    /** False after somebody else has asked. */
    private boolean begin() throws NoToken {
        if (!asking) {
            asking = true;
            return true;
        }
        try {
            wait();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NoToken.unavailable("interrupted while a token is asked for", e);
        }
    }

    private String ask(boolean renewal) throws NoToken {
        long began = nanoTime.getAsLong();
        Object secret = server.secret();
        try {
            AccessToken token = server.ask();
            got(new HeldToken(token.value(), began, token.lifetime().toNanos(), renewal));
            return token.value();
        } catch (NoToken e) {
            failed(e, secret);
            throw e;
        } finally {
            ended();
        }
    }

    private synchronized void got(HeldToken token) {
        requests.get(Result.GRANTED.ordinal()).increment();
        if (failure != null) {
            if (told) {
                LOG.infof("%s gives tokens out again", server.name());
            }
            told = false;
            failure = null;
            recoveries++;
        }
        failures = 0;
        held = token;
    }

    private synchronized void failed(NoToken e, Object secret) {
        requests.get((e.isRefused() ? Result.REFUSED : Result.UNAVAILABLE).ordinal()).increment();
        boolean news = failure == null || failure.isRefused() != e.isRefused();
        // Where there is none in hand, logins fail, and that is told by whoever is held up.
        if (news && isGood()) {
            LOG.warnf(
                    "no new token: %s; the one in hand is good for %d s more",
                    e.getMessage(), left().toSeconds());
            told = true;
        }
        failure = e;
        failedWith = secret;
        askAgainAt = nanoTime.getAsLong() + pause(e).toNanos();
        failures++;
    }

    /** Who refuses is asked by whoever tries a login, and that is seldom then. */
    private Duration pause(NoToken e) {
        boolean lone = e.isRefused() && !isGood();
        Duration pause = lone ? FIRST_PAUSE : FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 5));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private synchronized void ended() {
        asking = false;
        notifyAll();
    }
}
