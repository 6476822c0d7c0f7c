/** A real Kafka broker inside the test's own process, and a client that asks what is in it. */
package dev.waypost.kafka;
