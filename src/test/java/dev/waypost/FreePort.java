package dev.waypost;

import java.io.IOException;
import java.net.ServerSocket;

/**
 * A port that nobody listens on, on any address. Taken from below the range the system gives to
 * outgoing connections, so that a port a test closes for a while is still free when it opens it
 * again. No other JVM and nobody else in this one is given it too before he has had time to listen:
 * each JVM has a block of ports of its own and goes through it in turn.
 */
public final class FreePort {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int BLOCK = 500;

    /** Listens on the first port of this JVM's block for as long as the JVM lives. */
    private static ServerSocket claim;

    private static int last;

    private FreePort() {}

    /** Returns the next free port of this JVM's block. */
    public static synchronized int any() {
        if (claim == null) {
            claim = claimed();
            last = claim.getLocalPort();
        }
        int first = claim.getLocalPort();
        for (int tried = 1; tried < BLOCK; tried++) {
            last = last + 1 < first + BLOCK ? last + 1 : first + 1;
            if (isFree(last)) {
                return last;
            }
        }
        throw new IllegalStateException("no port is free from %d on".formatted(first));
    }

    /** Returns the wanted port, or the next free one after it. */
    public static int from(int wanted) {
        int candidate = wanted;
        while (!isFree(candidate)) {
            candidate++;
        }
        return candidate;
    }

    private static ServerSocket claimed() {
        for (int first = LOWEST; first < HIGHEST; first += BLOCK) {
            try {
                return new ServerSocket(first);
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException(
                "every block from %d to %d has its JVM".formatted(LOWEST, HIGHEST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
