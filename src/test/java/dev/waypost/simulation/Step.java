package dev.waypost.simulation;

/** One step of a route. */
@FunctionalInterface
interface Step {

    /**
     * Takes it.
     *
     * @return false where the walk waits for an answer, and goes on by {@link Walk#resume} or
     *     {@link Walk#raise}
     */
    boolean take(Walk walk) throws Exception;
}
