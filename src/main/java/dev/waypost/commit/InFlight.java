package dev.waypost.commit;

/** A record in flight, with all that is known of it: what the routes carry. */
public interface InFlight {

    /** Its place in the window; null where it never came through one. */
    Admission admission();

    /** Whether it waits for its turn or for the relay: then its age says nothing about us. */
    default boolean isWaiting() {
        return false;
    }
}
