package dev.waypost.bench;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.model.ProcessorDefinition;

/**
 * The route one would write with Camel's own components: {@code kafka:} to {@code smtp:}. A
 * consumer for each partition, so that as many mails are under way.
 */
final class StockPeer extends RouteBuilder {

    private final PeerTask task = PeerTask.fromEnvironment();

    public static void main(String[] arguments) throws Exception {
        Lifeline.haltAtEnd();
        Main main = new Main();
        main.configure().addRoutesBuilder(new StockPeer());
        main.run();
    }

    @Override
    public void configure() {
        ProcessorDefinition<?> consumed =
                from(
                        "kafka:%s?brokers=%s&groupId=%s&autoOffsetReset=earliest"
                                        .formatted(
                                                task.topic(), task.bootstrapServers(), task.group())
                                + "&consumersCount=16&maxPollRecords=16"
                                + "&valueDeserializer="
                                + "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        if (task.millisAMail() > 0) {
            consumed = consumed.throttle(1).timePeriodMillis(task.millisAMail());
        }
        consumed.process(StockPeer::asMail)
                .to(
                        "smtp://%s:%d?mail.smtp.starttls.enable=%3$s&mail.smtp.starttls.required=%3$s"
                                        .formatted(task.host(), task.port(), task.tls())
                                + "&mail.smtp.ssl.checkserveridentity=true");
    }

    private static void asMail(Exchange exchange) {
        Event event = Event.of(exchange.getMessage().getBody(byte[].class));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("From", event.from());
        exchange.getMessage().setHeader("To", String.join(",", event.to()));
        exchange.getMessage().setHeader("Subject", event.subject());
        exchange.getMessage().setHeader("Message-ID", event.messageId());
        exchange.getMessage().setBody(event.text());
    }
}
