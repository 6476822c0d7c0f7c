package dev.waypost.dedup;

/**
 * Knows of any number of marks whether one may be among them: a Bloom filter of fixed memory. What
 * was added is always known. What was not is taken for known once in more than 10<sup>12</sup>
 * times at 1 mark for 64 bits, once in 50,000 at 1 mark for 27. One thread.
 */
public final class MarkFilter {

    private static final int PROBES = 8;
    private static final int BITS_PER_MARK = 64;
    private static final int LEAST_BITS = 1 << 16;
    private static final int MOST_BITS = 1 << 28;

    private final long[] bits;
    private boolean empty = true;

    /**
     * @param expected how many marks may be added; beyond four million, 32 MiB are used
     */
    public MarkFilter(long expected) {
        long wanted = Math.min(MOST_BITS, Math.max(LEAST_BITS, expected * BITS_PER_MARK));
        bits = new long[(int) (Long.highestOneBit(2 * wanted - 1) / Long.SIZE)];
    }

    /** Takes in the marks of a {@link StatusTail#HEADER}. */
    public void addAll(String header) {
        Mark.split(header).forEach(this::add);
    }

    /** Takes in a mark of one's own. */
    public void add(String key, String recipient) {
        add(Mark.of(key, recipient));
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return empty;
    }

    /** Whether it was added, but for the chance above. */
    public boolean has(String key, String recipient) {
        Mark mark = Mark.of(key, recipient);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(mark, probe);
            if ((bits[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private void add(Mark mark) {
        empty = false;
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(mark, probe);
            bits[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    /** Kirsch and Mitzenmacher: two hashes make as many as are wanted. */
    private long bit(Mark mark, int probe) {
        return (mark.high() + probe * (mark.low() | 1)) & (bits.length * 64L - 1);
    }
}
