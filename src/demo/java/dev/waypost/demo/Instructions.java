package dev.waypost.demo;

import java.nio.file.Path;

/** What to do next, printed when everything runs. */
final class Instructions {

    private static final String TEXT =
            """

            Waypost runs: broker %1$s, relay on %2$d (587), %3$d (2525), %4$d (465).

            Open http://localhost:%8$d in a browser: publish a mail, see it arrive, block 587 and watch the
            next one go round; what is refused stands below the dead letters with its reason.

            Or here. Publish a mail, with kcat:

              echo '{"id":"hello-'$(date +%%s)'","from":"Shop <shop@example.org>",\
            "to":["ann@example.net"],"subject":"Hello","text":"Hello."}' \\
                | kcat -P -b %1$s -t %5$s

            or without it, and see what the relay took:

              curl -X POST %6$s/send
              curl %6$s

            Block 587 and watch the mail go round, over 2525; then let it back:

              curl -X POST '%6$s/block?port=587'
              curl -X POST %6$s/send
              curl -X POST '%6$s/unblock?port=587'

            The same here: send, inbox, block 587, unblock 587, quit.

            Edit %7$s; a saved edit is checked and live in seconds, as a whole, or told why not.
            Schema http://localhost:%8$d/schema/mail.send.v1.schema.json, health http://localhost:%9$d/q/health, log %10$s.
            Ctrl-C stops everything.
            """;

    private Instructions() {}

    static String text(DemoWorld world, Application application, ControlPage page, Path routes) {
        return TEXT.formatted(
                world.bootstrapServers(),
                world.listensOn(587),
                world.listensOn(2525),
                world.listensOn(465),
                DemoWorld.TOPIC,
                page.address(),
                routes,
                application.httpPort(),
                application.managementPort(),
                application.log());
    }
}
