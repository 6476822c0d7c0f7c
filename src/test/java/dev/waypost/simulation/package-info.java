/**
 * The whole pod in virtual time: the real window, tracker, dedup, circuit, retry and
 * deliveryResults along the real YAML, between a fake Kafka and a fake relay, under one seeded
 * scheduler, on one thread and without sockets. docs/simulation.md says what is modelled and how a
 * seed is replayed.
 */
package dev.waypost.simulation;
