package dev.waypost.deliver;

import dev.waypost.config.DeliveryConfig;
import dev.waypost.config.RelayConfig;
import dev.waypost.config.WaypostConfig;
import dev.waypost.login.KeyPasswords;
import dev.waypost.smtp.client.PhaseTimeouts;
import dev.waypost.smtp.pool.PoolLimits;
import dev.waypost.smtp.tls.RelayTls;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the settings say to the SMTP client and its connection pool, which know no settings. */
public final class SmtpSettings {

    private SmtpSettings() {}

    public static PhaseTimeouts timeouts(DeliveryConfig.Timeout configured) {
        return new PhaseTimeouts(
                configured.connect(),
                configured.greeting(),
                configured.command(),
                configured.data(),
                configured.block(),
                configured.endOfData());
    }

    /**
     * @throws IllegalArgumentException if a file of certificates or keys cannot be used
     */
    public static RelayTls tls(RelayConfig configured) {
        return new RelayTls(
                configured.trustCertificates(),
                configured.clientCertificate(),
                configured.clientKey(),
                KeyPasswords.ofClient(configured));
    }

    static PoolLimits limits(DeliveryConfig configured) {
        return new PoolLimits(
                configured.connections(),
                configured.messagesPerConnection(),
                configured.idleTimeout(),
                configured.timeout().greeting(),
                configured.timeout().command(),
                configured.leastShare());
    }

    static MailLimits mailLimits(WaypostConfig configured) {
        DeliveryConfig delivery = configured.delivery();
        return new MailLimits(
                delivery.recipientsPerMail().orElse(Integer.MAX_VALUE),
                delivery.largestMail().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE),
                configured.relay().idempotencyHeader().map(IdempotencyHeader::new));
    }

    /** The EHLO keywords that count as not offered, in upper case. */
    public static Set<String> discarded(RelayConfig configured) {
        return configured.discardEhloKeywords().orElse(List.of()).stream()
                .map(keyword -> keyword.toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
