package dev.waypost;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that nobody listens on, on any address. Taken from below the range the system gives to
 * outgoing connections, so that a port a test closes for a while is still free when it opens it
 * again.
 */
public final class FreePort {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;

    private FreePort() {}

    /** Returns a free port at random. */
    public static int any() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(candidate)) {
                return candidate;
            }
        }
    }

    /** Returns the wanted port, or the next free one after it. */
    public static int from(int wanted) {
        int candidate = wanted;
        while (!isFree(candidate)) {
            candidate++;
        }
        return candidate;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
