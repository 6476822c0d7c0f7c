package dev.waypost.pace;

/** How long the relay wants to be left alone, by its own word. Not thread-safe. */
final class AskedPause {

    private boolean isOn;
    private long until;

    /** It wants it up to this moment at least. */
    void until(long nanoTime) {
        until = isOn && until - nanoTime > 0 ? until : nanoTime;
        isOn = true;
    }

    /** It need not be left alone any more. */
    void end() {
        isOn = false;
    }

    /** Nanoseconds that are left of it; zero where there is none. */
    long left(long nanoTime) {
        isOn = isOn && until - nanoTime > 0;
        return isOn ? until - nanoTime : 0;
    }
}
