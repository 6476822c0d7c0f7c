package dev.waypost.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a contender is asked to do: carry this topic to this relay. A peer gets it as environment.
 *
 * @param ports of the relay, or of the long way to it
 * @param tls whether to insist on STARTTLS; otherwise in the clear
 * @param perSecond mails a second that it may hand over; infinite for as many as it can
 * @param caPem whom to trust
 * @param trustStore the same for a JVM
 */
record Task(
        String bootstrapServers,
        String topic,
        String group,
        int messageBytes,
        Ports ports,
        boolean tls,
        double perSecond,
        Path caPem,
        Path trustStore) {

    /** Certificates are made out to this name. */
    static final String HOST = "localhost";

    /** The same, with the relay behind other ports. */
    Task through(Ports others) {
        return new Task(
                bootstrapServers,
                topic,
                group,
                messageBytes,
                others,
                tls,
                perSecond,
                caPem,
                trustStore);
    }

    /** The same, at no more than so many mails a second. */
    Task allowed(double mailsPerSecond) {
        return new Task(
                bootstrapServers,
                topic,
                group,
                messageBytes,
                ports,
                tls,
                mailsPerSecond,
                caPem,
                trustStore);
    }

    int port() {
        return tls ? ports.submission() : ports.clear();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("BENCH_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("BENCH_TOPIC", topic);
        environment.put("BENCH_GROUP", group);
        environment.put("BENCH_HOST", HOST);
        environment.put("BENCH_PORT", String.valueOf(port()));
        environment.put("BENCH_TLS", String.valueOf(tls));
        if (perSecond != Double.POSITIVE_INFINITY) {
            environment.put("BENCH_MILLIS_A_MAIL", "" + (long) Math.ceil(1000 / perSecond));
        }
        environment.put("BENCH_CA_PEM", caPem.toString());
        return environment;
    }
}
