package dev.waypost.ops.doctor;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What became of the relay's ports.
 *
 * @param profile the one that is set
 * @param addresses of the name; empty where it has none
 */
record RelayDiagnosis(
        String host,
        String profile,
        Optional<Provider> provider,
        List<InetAddress> addresses,
        List<PortDiagnosis> ports) {

    /** A port that needs longer to open is asked behind those that do not. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    /** The ports that mail can be handed to, the best one first. */
    List<PortDiagnosis> usable() {
        // Nobody knows better than the profile's order, or the usual one, which ports holds.
        return ports.stream()
                .filter(PortDiagnosis::isOpen)
                .filter(port -> port.port().host().equalsIgnoreCase(host))
                .sorted(Comparator.comparing(port -> port.opening().compareTo(SLOW) > 0))
                .toList();
    }

    /** Mail can leave as it is configured. */
    boolean isCarrying() {
        return ports.stream()
                .anyMatch(
                        port ->
                                port.supposed().ofProfile()
                                        && port.isOpen()
                                        && !port.isWrongMode());
    }
}
