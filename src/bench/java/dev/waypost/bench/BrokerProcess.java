package dev.waypost.bench;

import dev.waypost.kafka.EmbeddedKafka;

/** One broker in a process of its own. Argument: its port. Its data go when the launcher goes. */
final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] arguments) {
        try (EmbeddedKafka kafka = EmbeddedKafka.startedOn(Integer.parseInt(arguments[0]))) {
            Lifeline.awaitEnd();
        }
        System.exit(0);
    }
}
