package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The routes, or the relay's profile, cannot be run as they are. The message has a line for each
 * error.
 */
public final class FaultyRoutes extends RuntimeException {

    private final transient List<Finding> findings;

    /** At least one finding. */
    public FaultyRoutes(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
