package dev.waypost.dedup;

/**
 * Remembers at least the last {@code window} marks in a limited amount of memory: two generations
 * of open-addressing tables, of which the older is dropped when the younger is full. 32 to 64 bytes
 * a mark; a process without mails takes none of it. Any thread.
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
        this.young = new Generation();
        this.old = new Generation();
    }

    synchronized void add(Mark mark) {
        if (young.size == window) {
            old = young;
            young = new Generation();
        }
        young.add(mark);
    }

    synchronized boolean contains(Mark mark) {
        return young.find(mark.high(), mark.low()) < 0 || old.find(mark.high(), mark.low()) < 0;
    }

    private static final class Generation {

        private static final int SMALLEST = 64;

        /** Two for each mark; at least half of them are free. */
        private long[] slots = new long[2 * SMALLEST];

        private int size;

        /** The free slot where the mark would go, or a negative number where it stands already. */
        int find(long high, long low) {
            int mask = slots.length / 2 - 1;
            int slot = (int) low & mask;
            while (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
                if (slots[2 * slot] == high && slots[2 * slot + 1] == low) {
                    return -1 - slot;
                }
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        void add(Mark mark) {
            if (put(mark.high(), mark.low())) {
                size++;
            }
            if (size > slots.length / 4) {
                grow();
            }
        }

        private boolean put(long high, long low) {
            int slot = find(high, low);
            if (slot < 0) {
                return false;
            }
            slots[2 * slot] = high;
            slots[2 * slot + 1] = low;
            return true;
        }

        private void grow() {
            long[] before = slots;
            slots = new long[2 * before.length];
            for (int i = 0; i < before.length; i += 2) {
                if (before[i] != 0 || before[i + 1] != 0) {
                    put(before[i], before[i + 1]);
                }
            }
        }
    }
}
