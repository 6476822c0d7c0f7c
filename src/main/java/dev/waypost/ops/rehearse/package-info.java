/**
 * The rehearsal: every story is played with the routes as they are, and again with the process
 * killed after each step that has an effect.
 *
 * <p>Enters: route files and stories. Leaves: what each story came to, and the step that broke it.
 * The routes and their beans are the real ones, made anew for each life of the process; time, Kafka
 * and the relay are played. Not its business: rules about routes ({@code ops.routes}).
 */
package dev.waypost.ops.rehearse;
