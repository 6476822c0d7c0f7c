package dev.waypost.smtp.pool;

import java.time.Duration;

/**
 * The limits of a connection pool.
 *
 * @param connections at once to one port, at least 1
 * @param messages on one connection, at least 1
 * @param idle how long an unused connection is kept
 * @param silence from which a port counts as silent, to those who wait for a connection
 * @param longestWait for a connection at most, however much is heard
 * @param leastShare the part of the turns that a lane gets at least while it waits, 0 to 1
 */
public record PoolLimits(
        int connections,
        int messages,
        Duration idle,
        Duration silence,
        Duration longestWait,
        double leastShare) {}
