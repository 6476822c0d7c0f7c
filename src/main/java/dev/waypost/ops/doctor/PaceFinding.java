package dev.waypost.ops.doctor;

import dev.waypost.config.RelayProfile;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayAccount;
import dev.waypost.ops.Finding;
import dev.waypost.pace.KnownLimit;
import dev.waypost.pace.PaceSource;
import java.util.Optional;

/** The pace that mails would go by; what the relay's replies have taught, each pod knows. */
final class PaceFinding {

    private PaceFinding() {}

    static Finding of(WaypostConfig config) {
        Optional<KnownLimit> told = RelayAccount.told(config);
        String origin =
                told.filter(limit -> limit.by() == PaceSource.PROFILE)
                        .map(limit -> ", see " + RelayProfile.of(config).file())
                        .orElse("");
        return Finding.ok(
                config.relay().host(),
                told.map(limit -> "the pace is " + limit + origin)
                                .orElse(
                                        "the pace is found from the relay's replies (control status"
                                                + " says what it is)")
                        + ", over %d connections at most, %d mails on each"
                                .formatted(
                                        config.delivery().connections(),
                                        config.delivery().messagesPerConnection()));
    }
}
