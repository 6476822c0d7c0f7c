package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypost.ops.scan.Progress;
import dev.waypost.ops.story.MailQuery;
import dev.waypost.ops.story.MailStories;
import dev.waypost.ops.story.MailStoryJson;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.locks.ReentrantLock;

/** What became of a mail, as the page asks for it. Blocks while the topics are read; any thread. */
@Singleton
class StoryPages {

    private final MailStories stories;
    private final ReentrantLock searching = new ReentrantLock();

    @Inject
    StoryPages(MailStories stories) {
        this.stories = stories;
    }

    /**
     * Looks for the mails.
     *
     * @param asked {@code mail}: an id, an address, a Message-ID or a record's place
     * @throws IllegalArgumentException where nothing is asked for, or while another search is on
     */
    JsonNode find(JsonNode asked) {
        String mail = asked.path("mail").asText("").strip();
        if (mail.isEmpty()) {
            throw new IllegalArgumentException(
                    "say which mail: its id, an address, a Message-ID or TOPIC/PARTITION/OFFSET");
        }
        if (!searching.tryLock()) {
            throw new IllegalArgumentException("a search is at work; wait for its end");
        }
        try {
            return MailStoryJson.of(stories.find(MailQuery.of(mail), Progress.NONE));
        } finally {
            searching.unlock();
        }
    }
}
