package dev.waypost.deliver;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.config.Outside;
import dev.waypost.config.PodShare;
import dev.waypost.config.WaypostConfig;
import dev.waypost.pace.PaceNews;
import dev.waypost.smtp.SessionTraces;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.LongSupplier;

/** CDI producers of the plain Java of this room and of {@code classify}: one account, so far. */
public class AccountProducer {

    @Produces
    @Singleton
    RelayAccount configured(
            WaypostConfig config,
            Clock clock,
            LongSupplier nanoTime,
            Outside outside,
            PodShare share) {
        return new RelayAccount(
                config.relay().host(),
                config,
                RelayAccount.told(config),
                clock,
                nanoTime,
                outside,
                share);
    }

    @Produces
    @Singleton
    SessionTraces traces(Clock clock) {
        return new SessionTraces(clock);
    }

    @Produces
    @Singleton
    PaceNews paceNews(RelayAccount account, WaypostConfig config) {
        PaceNews news = new PaceNews();
        // Whoever has news of the past has it before anything is sent.
        news.add(RelayAccounts.key(config), account.pace());
        return news;
    }

    @Produces
    @Singleton
    PortHealth health(RelayAccount account) {
        return account.health();
    }

    @Produces
    @Singleton
    RefusalBreaker breaker(RelayAccount account) {
        return account.breaker();
    }

    @Produces
    @Singleton
    RelayPause pause(RelayAccount account) {
        return account.pause();
    }

    @Produces
    @Singleton
    @Named("relayCircuit")
    RelayCircuit circuit(RelayAccount account) {
        return account.circuit();
    }

    @Produces
    @Singleton
    OutcomeClassifier classifier(WaypostConfig config) {
        return new OutcomeClassifier(
                config.relay()
                        .replyRules()
                        .map(file -> rules(file).before(ReplyRules.shipped()))
                        .orElseGet(ReplyRules::shipped));
    }

    private static ReplyRules rules(Path file) {
        try {
            return ReplyRules.parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "waypost.relay.reply-rules (WAYPOST_RELAY_REPLY_RULES): cannot read " + file,
                    e);
        }
    }
}
