package dev.waypost.deliver;

/**
 * One way to the relay, as a route names it.
 *
 * @param name the port's customary number, as in the route's id: {@code 587}; what the memory and
 *     the metrics know it by
 * @param host the relay
 * @param number where it really listens
 * @param implicitTls TLS from the first byte (RFC 8314 section 3.3) instead of STARTTLS (RFC 3207)
 */
public record SubmissionPort(String name, String host, int number, boolean implicitTls) {

    /** {@code implicit} or {@code starttls}, as status events say it. */
    public String tlsMode() {
        return implicitTls ? "implicit" : "starttls";
    }
}
