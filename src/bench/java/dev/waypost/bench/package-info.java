/**
 * The benchmark, {@code ./mvnw -Pbench}: from a full topic on a real broker to the relay's 250 and
 * the committed offset. Broker, relay, far link and each contender are processes of their own; the
 * contenders run in turn against the same relay. It knows the application by its topics and
 * settings only.
 */
package dev.waypost.bench;
