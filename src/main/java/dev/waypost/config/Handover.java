package dev.waypost.config;

/**
 * Is told when partitions come to this pod. Another may have carried records of them whose offsets
 * are not committed: what it wrote about them has to be known before they are carried here. Polling
 * threads.
 */
public interface Handover {

    /** Partitions have come. What was written about their records is in Kafka by now. */
    void takenOver();
}
