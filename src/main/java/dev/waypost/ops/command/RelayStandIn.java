package dev.waypost.ops.command;

import dev.waypost.config.VariableName;
import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Finding;
import java.util.Optional;

/**
 * A relay's name for commands that connect to none, where nobody has named one: they need no such
 * setting. Below every other source in rank, by an expression in {@code application.properties}.
 */
final class RelayStandIn {

    private static final String PROPERTY = "stand-in.relay.host";
    private static final String RELAY_HOST = "waypost.relay.host";

    /** RFC 2606 section 2: no relay can be called so. */
    private static final String NAME = "relay.invalid";

    private RelayStandIn() {}

    /** Before the settings are read. */
    static void provide() {
        System.setProperty(PROPERTY, NAME);
    }

    /** What the next {@code run} would say. */
    static Optional<Finding> finding(WaypostConfig config) {
        return config.relay().host().equals(NAME)
                ? Optional.of(
                        Finding.error(
                                VariableName.beside(RELAY_HOST),
                                "is required: the SMTP relay's host name",
                                ""))
                : Optional.empty();
    }
}
