package dev.waypost.ops.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody may do to the routes with an editor.
 *
 * @param what it does, in a few words
 * @param says what the finding tells; {@code ""} for a harmless edit
 */
public record Edit(String what, List<Change> changes, String says) {

    /** One place in one file. */
    record Change(String file, String before, String after) {}

    static final String INTAKE = "10-intake.camel.yaml";
    static final String REPORT = "30-report.camel.yaml";
    static final String RETRY = "40-retry.camel.yaml";
    static final String OUTCOMES = "90-outcomes.camel.yaml";
    static final String RELAY = "relays/standard.camel.yaml";

    static final String OWN = "50-own.camel.yaml";
    static final String DELIVER = "                - to: direct:deliver\n";

    public static Edit edit(String what) {
        return new Edit(what, List.of(), "");
    }

    /** A route of one's own, in a file of its own, with this one step. */
    static Edit ownRoute(String what, String from, String step) {
        return edit(what)
                .in(
                        OWN,
                        "",
                        """
                        - route:
                            id: own
                            description: Of our own.
                            from:
                              uri: "%s"
                              steps:
                                %s
                        """
                                .formatted(from, step));
    }

    /** A step before the delivery. */
    static Edit beforeDelivery(String what, String step) {
        return edit(what).in(INTAKE, DELIVER, "                " + step + "\n" + DELIVER);
    }

    public Edit in(String file, String before, String after) {
        List<Change> more = new ArrayList<>(changes);
        more.add(new Change(file, before, after));
        return new Edit(what, more, says);
    }

    /** Takes a line away. */
    Edit without(String file, String line) {
        return in(file, line + "\n", "");
    }

    Edit says(String words) {
        return new Edit(what, changes, words);
    }

    /** What the artifact's own file says. */
    static String text(String file) {
        try {
            return Files.readString(Path.of("routes", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RouteFolder done(Path folder) {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        for (Change change : changes) {
            if (change.before().isEmpty()) {
                routes.with(change.file(), change.after());
            } else {
                routes.edit(change.file(), change.before(), change.after());
            }
        }
        return routes;
    }

    /** What is found of it: each with its line of a file of such a name, and one as it says. */
    List<Finding> namedIn(Path folder, String suffix) {
        List<Finding> findings = done(folder).findings();
        assertThat(findings)
                .allSatisfy(
                        finding -> {
                            assertThat(finding.subject()).endsWith(suffix);
                            assertThat(finding.line()).isPositive();
                            assertThat(finding.advice()).isNotEmpty();
                        });
        assertThat(findings)
                .extracting(Finding::toString)
                .anySatisfy(line -> assertThat(line).contains(says));
        return findings;
    }

    @Override
    public String toString() {
        return what;
    }
}
