package dev.waypost.demo;

import dev.waypost.relay.ReceivedMail;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The inbox as a person sees it, newest mail first. */
final class InboxView {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="2">
            <title>Waypost demo</title>
            <style>
              body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 52rem }
              form { display: inline }
              table { border-collapse: collapse; width: 100%% }
              td, th { border-bottom: 1px solid #ccc; padding: .3rem .8rem .3rem 0; text-align: left }
            </style>
            </head>
            <body>
            <h1>What the relay took</h1>
            <p>%s <form method="post" action="/send"><button>Publish a sample</button></form></p>
            <table>
            <thead><tr><th>Time</th><th>Port</th><th>To</th><th>Subject</th></tr></thead>
            <tbody>
            %s
            </tbody>
            </table>
            </body>
            </html>
            """;

    private InboxView() {}

    static String html(DemoWorld world) {
        List<ReceivedMail> mails = world.inbox();
        String ports =
                Stream.of(587, 2525, 465)
                        .map(port -> button(port, world.isBlocked(port)))
                        .collect(Collectors.joining("\n"));
        return PAGE.formatted(
                ports,
                newestFirst(mails)
                        .mapToObj(place -> row(place, mails.get(place)))
                        .collect(Collectors.joining("\n")));
    }

    static String text(DemoWorld world) {
        List<ReceivedMail> mails = world.inbox();
        return mails.isEmpty()
                ? "No mail yet."
                : newestFirst(mails)
                        .mapToObj(place -> line(mails.get(place)))
                        .collect(Collectors.joining("\n"));
    }

    /** Returns one mail as one line. */
    static String line(ReceivedMail mail) {
        return "%s  over %-4d  %s  %s"
                .formatted(
                        TIME.format(mail.receivedAt()),
                        DemoWorld.known(mail.port()),
                        String.join(", ", mail.recipients()),
                        mail.subject());
    }

    private static IntStream newestFirst(List<ReceivedMail> mails) {
        return IntStream.rangeClosed(1, mails.size()).map(back -> mails.size() - back);
    }

    private static String button(int port, boolean blocked) {
        return """
               <form method="post" action="/%s?port=%d"><button>%s %d</button></form>"""
                .formatted(
                        blocked ? "unblock" : "block", port, blocked ? "Unblock" : "Block", port);
    }

    private static String row(int place, ReceivedMail mail) {
        return """
               <tr><td>%s</td><td>%d</td><td>%s</td><td><a href="/mail/%d">%s</a></td></tr>"""
                .formatted(
                        TIME.format(mail.receivedAt()),
                        DemoWorld.known(mail.port()),
                        escaped(String.join(", ", mail.recipients())),
                        place,
                        escaped(mail.subject().isEmpty() ? "(no subject)" : mail.subject()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
