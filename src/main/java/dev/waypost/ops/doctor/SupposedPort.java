package dev.waypost.ops.doctor;

import dev.waypost.config.RelayConfig;
import dev.waypost.deliver.SubmissionPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A port that is worth a look, in the TLS mode that it should have.
 *
 * @param ofProfile mail goes there as configured; else it only might
 */
record SupposedPort(SubmissionPort port, boolean ofProfile) {

    /** In the order that relays are mostly asked in; 25 is for mail between servers, and last. */
    static final List<Integer> USUAL = List.of(587, 2525, 2587, 8025, 465, 2465, 8465);

    private static final int BETWEEN_SERVERS = 25;

    private static final Set<Integer> IMPLICIT_TLS = Set.of(465, 2465, 8465, 443);

    /** Those of the profile in its order, then the usual ones, then what the provider has. */
    static List<SupposedPort> of(
            List<SubmissionPort> profile, RelayConfig relay, List<Integer> unusual) {
        List<SupposedPort> all = new ArrayList<>();
        profile.forEach(port -> all.add(new SupposedPort(port, true)));
        List<Integer> others = new ArrayList<>(USUAL);
        others.addAll(unusual);
        others.add(BETWEEN_SERVERS);
        for (int number : others) {
            boolean known =
                    profile.stream()
                            .anyMatch(
                                    port ->
                                            port.number() == number
                                                    && port.host().equalsIgnoreCase(relay.host()));
            if (!known) {
                boolean implicitTls = IMPLICIT_TLS.contains(number);
                all.add(
                        new SupposedPort(
                                SubmissionPort.of(relay, relay.host(), number, implicitTls),
                                false));
            }
        }
        return all;
    }
}
