package dev.waypost.ops.doctor;

import dev.waypost.config.WaypostConfig;
import java.util.List;

/** A submission port, and whether TLS begins with its first byte. */
record Door(int port, boolean implicitTls) {

    static List<Door> of(WaypostConfig.Relay relay) {
        return List.of(
                new Door(relay.submissionPort(), false),
                new Door(relay.alternatePort(), false),
                new Door(relay.implicitTlsPort(), true));
    }
}
