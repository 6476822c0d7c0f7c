package dev.waypost.dedup;

/**
 * Remembers at least the last {@code window} marks in a fixed amount of memory: two generations of
 * open-addressing tables, of which the older is dropped when the younger is full. 32 bytes a mark
 * and generation. Any thread.
 */
final class DedupCache {

    private final int window;
    private Generation young;
    private Generation old;

    /**
     * @param window marks remembered at least; twice as many at most
     */
    DedupCache(int window) {
        this.window = window;
        this.young = new Generation(window);
        this.old = new Generation(0);
    }

    synchronized void add(Mark mark) {
        if (young.size == window) {
            old = young;
            young = new Generation(window);
        }
        young.add(mark);
    }

    synchronized boolean contains(Mark mark) {
        return young.find(mark) < 0 || old.find(mark) < 0;
    }

    private static final class Generation {

        private final long[] slots;
        private final int mask;
        private int size;

        Generation(int window) {
            int capacity = Integer.highestOneBit(Math.max(window, 8)) * 4;
            this.slots = new long[capacity * 2];
            this.mask = capacity - 1;
        }

        /** The free slot where the mark would go, or a negative number where it stands already. */
        int find(Mark mark) {
            int slot = (int) mark.low() & mask;
            while (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
                if (slots[2 * slot] == mark.high() && slots[2 * slot + 1] == mark.low()) {
                    return -1 - slot;
                }
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        void add(Mark mark) {
            int slot = find(mark);
            if (slot >= 0) {
                slots[2 * slot] = mark.high();
                slots[2 * slot + 1] = mark.low();
                size++;
            }
        }
    }
}
