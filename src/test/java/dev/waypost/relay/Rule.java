package dev.waypost.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One sentence of a relay's script: when this, then that, so many times. Active from the moment it
 * says what to do. Safe for use by many sessions.
 */
public final class Rule {

    /** What the relay does instead of its usual reply. */
    private enum Deed {
        REPLY,
        REPLY_AND_CLOSE,
        CLOSE,
        RESET,
        STAY_SILENT
    }

    private final Predicate<Moment> when;
    private final AtomicInteger toSkip = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger fired = new AtomicInteger();
    private final Deed deed;
    private final List<String> reply;
    private volatile Duration delay = Duration.ZERO;
    private volatile CountDownLatch circuit = new CountDownLatch(0);
    private volatile boolean keepsTheMail = true;
    private volatile boolean inPieces;
    private volatile Duration betweenPieces = Duration.ZERO;

    private Rule(Predicate<Moment> when, Deed deed, String... reply) {
        this.when = when;
        this.deed = deed;
        this.reply = List.of(reply);
    }

    /** The first half of a rule; says nothing until one of its methods is called. */
    public static final class When {
        private final Predicate<Moment> when;
        private final Consumer<Rule> script;

        When(Predicate<Moment> when, Consumer<Rule> script) {
            this.when = when;
            this.script = script;
        }

        /** Replies so; a 2yz or 3yz goes on as usual, anything else refuses the command. */
        public Rule reply(String... lines) {
            return rule(Deed.REPLY, lines);
        }

        /** Replies so and closes the connection, as 421 promises (RFC 5321 section 3.8). */
        public Rule replyAndClose(String... lines) {
            return rule(Deed.REPLY_AND_CLOSE, lines);
        }

        /** Replies with something that is not SMTP. */
        public Rule replyGarbage() {
            return rule(Deed.REPLY, "\u0007garbage\u0000 HTTP/1.1 400 Bad Request");
        }

        /** Closes the connection in an orderly way, without a reply. */
        public Rule close() {
            return rule(Deed.CLOSE);
        }

        /** Breaks the connection with a TCP reset. */
        public Rule reset() {
            return rule(Deed.RESET);
        }

        /** Never replies; the connection stays open until the client gives up. */
        public Rule staySilent() {
            return rule(Deed.STAY_SILENT);
        }

        private Rule rule(Deed deed, String... lines) {
            Rule rule = new Rule(when, deed, lines);
            script.accept(rule);
            return rule;
        }
    }

    /** The rule steps in so many times, then is exhausted. */
    public Rule times(int count) {
        left.set(count);
        return this;
    }

    /** The first matches pass untouched. */
    public Rule afterSkipping(int count) {
        toSkip.set(count);
        return this;
    }

    /** The relay takes its time first. */
    public Rule after(Duration time) {
        delay = time;
        return this;
    }

    /** The relay waits until the latch opens. */
    public Rule holdUntil(CountDownLatch latch) {
        circuit = latch;
        return this;
    }

    /** The reply comes octet by octet, each in a segment of its own. */
    public Rule inPieces() {
        inPieces = true;
        return this;
    }

    /** The reply drips: octet by octet, with so much time between them. */
    public Rule dripping(Duration pause) {
        betweenPieces = pause;
        return inPieces();
    }

    /** After the dot: the mail is lost, instead of kept without the client hearing of it. */
    public Rule losingTheMail() {
        keepsTheMail = false;
        return this;
    }

    /** Returns how often the rule stepped in. */
    public int fired() {
        return fired.get();
    }

    boolean takes(Moment moment) {
        if (!when.test(moment)) {
            return false;
        }
        if (toSkip.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return false;
        }
        return left.getAndUpdate(n -> n == 0 || n == Integer.MAX_VALUE ? n : n - 1) > 0;
    }

    /** Returns whether it answers AUTH with a challenge. */
    boolean challenges() {
        return !reply.isEmpty() && reply.get(0).startsWith("334");
    }

    /** Returns whether a mail whose final dot met this rule is in the relay's hands. */
    boolean keeps() {
        return deed == Deed.REPLY || deed == Deed.REPLY_AND_CLOSE ? positive() : keepsTheMail;
    }

    /** Does what the rule says; returns whether the command went well. */
    boolean apply(Wire wire, Hangup hangup) throws IOException {
        fired.incrementAndGet();
        pause();
        reply.forEach(wire::reply);
        if (inPieces) {
            wire.flushInPieces(betweenPieces);
        }
        switch (deed) {
            case REPLY -> {
                return positive();
            }
            case STAY_SILENT -> wire.staySilent();
            case RESET -> hangup.reset();
            default -> hangup.close();
        }
        return false;
    }

    /** How a session ends its connection; both never return. */
    interface Hangup {
        void close() throws IOException;

        void reset() throws IOException;
    }

    private boolean positive() {
        String last = reply.get(reply.size() - 1);
        return last.startsWith("2") || last.startsWith("3");
    }

    private void pause() throws IOException {
        try {
            circuit.await();
            new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
