package dev.waypost.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

class ExchangeEventsTest {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void who_observes_the_start_is_not_told_of_each_exchange() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getManagementStrategy().addEventNotifier(new Bridge());
            context.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:a").to("direct:b");
                            from("direct:b").setBody().constant("b");
                        }
                    });
            context.start();

            context.createProducerTemplate().requestBody("direct:a", "a");
        }
        assertThat(told)
                .contains("CamelContextStartingEvent", "CamelContextStoppedEvent")
                .noneMatch(event -> event.startsWith("Exchange"));
    }

    /** As Camel Quarkus' own passes events on to those who observe them. */
    private final class Bridge extends EventNotifierSupport {

        @Override
        public void notify(CamelEvent event) {
            told.add(event.getClass().getSimpleName());
            if (event instanceof CamelContextStartingEvent starting) {
                new ExchangeEvents().onStarting(starting);
            }
        }
    }
}
