package dev.waypost.ops;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.ProfileKey;
import dev.waypost.config.Rate;
import dev.waypost.config.RelayProfile;
import dev.waypost.config.VariableName;
import dev.waypost.config.WaypostConfig;
import dev.waypost.login.LoginFaults;
import dev.waypost.report.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settings that are each as they should be, but not beside each other, and what the relay's profile
 * says wrong. Only the latter, and a login that cannot be, keep Waypost from starting.
 */
public final class SettingFindings {

    private final WaypostConfig config;
    private final RelayProfile profile;
    private final List<Finding> findings = new ArrayList<>();

    private SettingFindings(WaypostConfig config) {
        this.config = config;
        this.profile = RelayProfile.of(config);
    }

    /** None where all is well. */
    public static List<Finding> in(WaypostConfig config) {
        SettingFindings all = new SettingFindings(config);
        all.ofProfile();
        all.aboveProfile();
        all.findings.addAll(ofLogin(config));
        all.contradictions();
        all.ages();
        return List.copyOf(all.findings);
    }

    /** An error for each of Kafka's settings that stops the start; asks no broker. */
    public static List<Finding> in(KafkaSettings kafka) {
        return kafka.refusals().entrySet().stream()
                .map(
                        refusal ->
                                Finding.error(
                                        refusal.getKey(),
                                        refusal.getValue(),
                                        "mend "
                                                + VariableName.of(refusal.getKey())
                                                + " or take it out"))
                .toList();
    }

    /** What the settings say of the login and cannot be; each stops the start. */
    public static List<Finding> ofLogin(WaypostConfig config) {
        boolean urlOfProfile =
                RelayProfile.of(config)
                        .get(ProfileKey.TOKEN_URL)
                        .map(RelayProfile.Entry::value)
                        .equals(config.relay().token().url());
        return LoginFaults.in(config.relay(), urlOfProfile).stream()
                .map(
                        fault ->
                                Finding.error(
                                        VariableName.beside(fault.key()),
                                        fault.message(),
                                        fault.advice()))
                .toList();
    }

    private void ofProfile() {
        for (RelayProfile.Problem problem : profile.problems()) {
            findings.add(
                    new Finding(
                            Finding.Severity.ERROR,
                            profile.file(),
                            problem.line(),
                            1,
                            problem.message(),
                            "mend the line or take it out"));
        }
    }

    private void aboveProfile() {
        config.relay()
                .rate()
                .filter(rate -> isAbove(rate.perSecond(), profile.rate().map(Rate::perSecond)))
                .ifPresent(rate -> above(ProfileKey.RATE, rate.toString()));
        above(ProfileKey.CONNECTIONS, config.delivery().connections());
        above(ProfileKey.MESSAGES_PER_CONNECTION, config.delivery().messagesPerConnection());
        config.delivery()
                .recipientsPerMail()
                .ifPresent(set -> above(ProfileKey.RECIPIENTS_PER_MAIL, set));
        config.delivery()
                .largestMail()
                .filter(set -> isAbove(set.asLongValue(), profile.largestMail()))
                .ifPresent(set -> above(ProfileKey.LARGEST_MAIL, set.asLongValue() + " octets"));
    }

    private void above(ProfileKey key, int set) {
        Optional<Double> allowed = profile.get(key).map(entry -> Double.valueOf(entry.value()));
        if (isAbove(set, allowed)) {
            above(key, Integer.toString(set));
        }
    }

    private static boolean isAbove(double set, Optional<Double> allowed) {
        return allowed.isPresent() && set > allowed.get();
    }

    private void above(ProfileKey key, String set) {
        RelayProfile.Entry allowed = profile.get(key).orElseThrow();
        warn(
                key.toString(),
                "%s is more than the %s that %s:%d says the relay allows; it is taken all the same"
                        .formatted(set, allowed.value(), profile.file(), allowed.line()),
                "take it out, or mend the profile if the relay allows you more");
    }

    private void contradictions() {
        if (config.delivery().connections() > config.delivery().concurrency()) {
            warn(
                    "waypost.delivery.connections",
                    "%d connections cannot be used at once by %d mails in flight"
                            .formatted(
                                    config.delivery().connections(),
                                    config.delivery().concurrency()),
                    "raise waypost.delivery.concurrency, or lower the connections");
        }
        config.delivery()
                .workers()
                .filter(workers -> workers < config.delivery().connections())
                .ifPresent(
                        workers ->
                                warn(
                                        "waypost.delivery.workers",
                                        "%d workers cannot use %d connections at once"
                                                .formatted(
                                                        workers, config.delivery().connections()),
                                        "raise the workers, or lower"
                                                + " waypost.delivery.connections"));
    }

    /** A schedule that cannot be read is told by itself. */
    private void ages() {
        Duration first;
        try {
            first = RetrySchedule.of(config).delayAfter(1).orElseThrow();
        } catch (IllegalArgumentException unreadable) {
            return;
        }
        if (first.compareTo(config.retry().maxAge()) > 0) {
            warn(
                    "waypost.retry.max-age",
                    "no mail gets as old as the first delay, %s, so none is tried a second time"
                            .formatted(RetrySchedule.label(first)),
                    "raise it, or shorten the delays of waypost.retry.schedule");
        }
    }

    private void warn(String key, String message, String advice) {
        findings.add(Finding.warning(VariableName.beside(key), message, advice));
    }
}
