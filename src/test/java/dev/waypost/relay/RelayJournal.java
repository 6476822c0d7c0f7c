package dev.waypost.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Everything a relay heard. Guarded by one lock, whose condition wakes those who wait. */
final class RelayJournal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ReceivedMail> mails = new ArrayList<>();
    private final Map<Port, List<String>> dialogue = new EnumMap<>(Port.class);
    private final List<String> logins = new ArrayList<>();
    private final List<String> badLogins = new ArrayList<>();
    private final int[] connections = new int[Port.values().length];
    private final int[] open = new int[Port.values().length];
    private final int[] peak = new int[Port.values().length];
    private volatile boolean forgetful;

    void forgetBodies() {
        forgetful = true;
    }

    boolean forgetful() {
        return forgetful;
    }

    void connected(Port port) {
        change(
                () -> {
                    connections[port.ordinal()]++;
                    int now = ++open[port.ordinal()];
                    peak[port.ordinal()] = Math.max(peak[port.ordinal()], now);
                });
    }

    void disconnected(Port port) {
        change(() -> open[port.ordinal()]--);
    }

    void heard(Port port, String command) {
        if (!forgetful) {
            change(() -> dialogue.computeIfAbsent(port, p -> new ArrayList<>()).add(command));
        }
    }

    void loggedIn(String user, boolean good) {
        change(() -> (good ? logins : badLogins).add(user));
    }

    void received(ReceivedMail mail) {
        change(() -> mails.add(mail));
    }

    void clear() {
        change(
                () -> {
                    mails.clear();
                    dialogue.clear();
                    logins.clear();
                    badLogins.clear();
                    for (Port port : Port.values()) {
                        connections[port.ordinal()] = open[port.ordinal()];
                        peak[port.ordinal()] = open[port.ordinal()];
                    }
                });
    }

    List<ReceivedMail> mails() {
        return read(() -> List.copyOf(mails));
    }

    int mailCount() {
        return read(mails::size);
    }

    List<String> dialogue(Port port) {
        return read(() -> List.copyOf(dialogue.getOrDefault(port, List.of())));
    }

    /** Returns the last commands heard on each port. */
    Map<Port, List<String>> lastHeard() {
        Map<Port, List<String>> last = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            List<String> heard = dialogue(port);
            last.put(port, heard.subList(Math.max(0, heard.size() - 20), heard.size()));
        }
        return last;
    }

    List<String> logins() {
        return read(() -> List.copyOf(logins));
    }

    List<String> badLogins() {
        return read(() -> List.copyOf(badLogins));
    }

    int connections(Port port) {
        return read(() -> connections[port.ordinal()]);
    }

    int open(Port port) {
        return read(() -> open[port.ordinal()]);
    }

    int peak(Port port) {
        return read(() -> peak[port.ordinal()]);
    }

    /** Waits until the condition holds; asked again whenever the relay hears something. */
    boolean await(BooleanSupplier condition, Duration longest) {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }
}
