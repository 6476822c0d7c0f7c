package dev.waypost.deliver;

import dev.waypost.config.RelayConfig;

/**
 * One way to the relay, as a route names it.
 *
 * @param name the port's customary number, {@code 587}; what port health and the metrics know it by
 * @param host the relay
 * @param number where it really listens
 * @param implicitTls TLS from the first byte (RFC 8314 section 3.3) instead of STARTTLS (RFC 3207)
 */
public record SubmissionPort(String name, String host, int number, boolean implicitTls) {

    /**
     * The port that {@code smtp:host:number} or {@code smtps:host:number} means. One that a setting
     * has moved keeps its customary name; one of another relay has that relay's in its own.
     */
    public static SubmissionPort of(
            RelayConfig relay, String host, int number, boolean implicitTls) {
        return new SubmissionPort(name(relay, host, number), host, number, implicitTls);
    }

    private static String name(RelayConfig relay, String host, int number) {
        if (!host.equalsIgnoreCase(relay.host())) {
            return host + ":" + number;
        }
        if (number == relay.submissionPort()) {
            return "587";
        }
        if (number == relay.alternatePort()) {
            return "2525";
        }
        return number == relay.implicitTlsPort() ? "465" : Integer.toString(number);
    }

    /** {@code implicit} or {@code starttls}, as status events say it. */
    public String tlsMode() {
        return implicitTls ? "implicit" : "starttls";
    }
}
