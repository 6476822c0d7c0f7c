package dev.waypost.ops.rehearse;

import java.time.Instant;
import java.util.Map;

/**
 * The world as it was when a process had just had an effect, and did not know of it yet: what there
 * is to begin with where it was killed then.
 *
 * @param effect what it had done
 * @param world a copy
 * @param open by recipient, the copies that may come again: the relay had said that it has them,
 *     and nothing in Kafka told of that
 */
record Snapshot(String effect, World world, Instant now, Map<String, Integer> open) {}
