package dev.waypost.ops.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link MailQuery}. Immutable.
 *
 * @param mails the latest first; empty where nothing is within what the topics still hold
 * @param more whether there are more than {@link MailStories#MOST}
 * @param read records that were looked at
 * @param statusSince the earliest that the status topic still holds, or was asked for; empty where
 *     it holds nothing
 * @param deadLettersSince the same for the dead letters
 */
public record Stories(
        List<MailStory> mails,
        boolean more,
        long read,
        Optional<Instant> statusSince,
        Optional<Instant> deadLettersSince) {}
