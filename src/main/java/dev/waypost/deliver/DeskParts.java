package dev.waypost.deliver;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.config.WaypostConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Gives the plain Java of this room and of {@code classify} to whoever injects it: one of each. */
public class DeskParts {

    @Produces
    @Singleton
    PortHealth memory(LongSupplier nanoTime, WaypostConfig config) {
        return new PortHealth(
                nanoTime, config.delivery().coolDown(), config.delivery().longestCoolDown());
    }

    @Produces
    @Singleton
    RefusalBreaker breaker(WaypostConfig config) {
        return new RefusalBreaker(
                config.delivery().refusalWindow(), config.delivery().refusalShare());
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
