package dev.waypost.deliver;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.pool.ConnectionRequest;

/** One port's part in a {@link PortRace}: a request for a connection, told of on the way. */
record RaceEntrant(String port, PortRace race, boolean isInsistent) implements ConnectionRequest {

    @Override
    public long since() {
        return race.since();
    }

    @Override
    public boolean confirms() {
        return !isInsistent;
    }

    @Override
    public void awaiting(Phase phase) {
        race.awaiting(port, phase);
    }

    @Override
    public boolean isOutrun() {
        return race.isOutrun();
    }

    @Override
    public void loggedIn() {
        race.loggedIn();
    }
}
