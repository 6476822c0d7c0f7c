package dev.waypost.camel;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;

/**
 * Camel's events of each exchange and each step, some twenty a mail: nobody here observes them.
 * Camel makes them as soon as anybody observes any event at all, such as that of the start.
 */
@Singleton
class ExchangeEvents {

    void onStarting(@Observes CamelContextStartingEvent starting) {
        starting.getContext().getCamelContextExtension().setEventNotificationApplicable(false);
    }
}
