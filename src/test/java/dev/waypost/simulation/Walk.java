package dev.waypost.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * One exchange on its way through the routes, step by step, as Camel would take it: an exception
 * goes to the nearest block that catches it, else to the route's {@code onException}; at the end
 * the exchange's completions run. Between two steps anything else may happen.
 */
final class Walk {

    /** Steps in a row, and who deals with what is thrown in them. */
    private static final class Block {
        private final List<Step> steps;
        private final Predicate<Exception> handler;
        private int next;

        /** Whom to tell before a step is tried again; null where none is. */
        private String redelivery;

        private long pauseMillis;
        private long longestMillis;

        Block(List<Step> steps, Predicate<Exception> handler) {
            this.steps = steps;
            this.handler = handler;
        }
    }

    final Exchange exchange;
    final Entry entry;
    final Term term;
    final Pod pod;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private Runnable ended = () -> {};
    private boolean inOneGo;

    /** The exchange goes on elsewhere, with its completions. */
    boolean handedOver;

    /** When a worker took it. */
    long startedAt;

    /** What the relay took of it, and said so. */
    final List<Acceptance> taken = new ArrayList<>();

    /** What the relay did with it last; null where no port let it so far. */
    RelayAnswer latestAnswer;

    /** When no port could be reached for it, while its pod believed all to be well; else -1. */
    long shutOutAt = -1;

    /** A dot of it was not answered. */
    boolean isInDoubt;

    /** Kafka did not take a record of it, or did not say so. */
    boolean writeFailed;

    Walk(Pod pod, Entry entry, Term term, Exchange exchange) {
        this.pod = pod;
        this.entry = entry;
        this.term = term;
        this.exchange = exchange;
    }

    /** Goes into these steps next; afterwards it goes on behind the present one. */
    void enter(List<Step> steps) {
        blocks.push(new Block(steps, any -> false));
    }

    /**
     * @param handler true where it has dealt with the exception, by entering other steps
     */
    void enter(List<Step> steps, Predicate<Exception> handler) {
        blocks.push(new Block(steps, handler));
    }

    /**
     * A step of these that fails is tried again, after pauses that double.
     *
     * @param told the bean that is asked before
     */
    void enterPersistently(List<Step> steps, String told, long first, long longest) {
        Block block = new Block(steps, any -> false);
        block.redelivery = told;
        block.pauseMillis = first;
        block.longestMillis = longest;
        blocks.push(block);
    }

    /** Leaves all steps: the exchange goes no further. */
    void stop() {
        blocks.clear();
    }

    /** Takes all steps at once, as the polling thread does: nothing is interrupted. */
    void runInOneGo() {
        inOneGo = true;
        advance();
    }

    /** On a worker's thread; {@code then} is called when the worker is free again. */
    void start(Runnable then) {
        ended = then;
        startedAt = pod.scheduler.now();
        advance();
    }

    /** The answer that a step waited for has come. */
    void resume() {
        advance();
    }

    /** The step that waited has failed. */
    void raise(Exception failure) {
        if (handle(failure)) {
            advance();
        }
    }

    /** False where it goes on later by itself. */
    private boolean handle(Exception failure) {
        pod.trace.say(pod.life, 7, () -> entry + " fails: " + failure);
        while (!blocks.isEmpty()) {
            Block block = blocks.pop();
            if (block.redelivery != null) {
                tryAgain(block, failure);
                return false;
            }
            if (block.handler.test(failure)) {
                return true;
            }
        }
        exchange.setException(failure);
        return true;
    }

    private void tryAgain(Block block, Exception failure) {
        blocks.push(block);
        block.next--;
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        long pause = block.pauseMillis;
        block.pauseMillis = Math.min(block.longestMillis, 2 * pause);
        pod.scheduler.after(
                pod.life,
                pause * 1_000_000,
                () -> {
                    try {
                        ((Processor) pod.beans.named(block.redelivery)).process(exchange);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    advance();
                });
    }

    private void advance() {
        while (!blocks.isEmpty()) {
            Block block = blocks.peek();
            if (block.next == block.steps.size()) {
                blocks.pop();
                continue;
            }
            Step step = block.steps.get(block.next++);
            try {
                if (!step.take(this)) {
                    return;
                }
            } catch (Scheduler.Blocked e) {
                block.next--;
                pod.later(this::advance);
                return;
            } catch (Exception e) {
                if (!handle(e)) {
                    return;
                }
            }
            if (!inOneGo && pod.isInterrupted(this)) {
                pod.soon(this::advance);
                return;
            }
        }
        if (handedOver) {
            return;
        }
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
        ended.run();
    }

    @Override
    public String toString() {
        return entry.toString();
    }
}
