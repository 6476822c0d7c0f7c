package dev.waypost.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.relay.ReceivedMail;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The inbox as a person sees it, newest mail first. */
final class InboxView {

    private static final int MOST = 100;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private InboxView() {}

    /** Ports and mails, for the console. */
    static String json(DemoWorld world) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode ports = json.putArray("ports");
        Stream.of(587, 2525, 465)
                .forEach(
                        port ->
                                ports.addObject()
                                        .put("name", port)
                                        .put("blocked", world.isBlocked(port)));
        List<ReceivedMail> mails = world.inbox();
        ArrayNode shown = json.putArray("mails");
        newestFirst(mails).limit(MOST).forEach(at -> mail(shown.addObject(), at, mails.get(at)));
        return json.toString();
    }

    private static void mail(ObjectNode json, int place, ReceivedMail mail) {
        MailText text = MailText.of(mail);
        json.put("place", place)
                .put("received_at", mail.receivedAt().toString())
                .put("port", DemoWorld.known(mail.port()))
                .put("subject", mail.subject())
                .put("html", text.html() != null)
                .put("text", text.plain());
        mail.recipients().forEach(json.putArray("recipients")::add);
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
}
