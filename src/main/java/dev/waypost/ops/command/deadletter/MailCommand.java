package dev.waypost.ops.command.deadletter;

import dev.waypost.ops.story.MailQuery;
import dev.waypost.ops.story.MailStories;
import dev.waypost.ops.story.MailStory;
import dev.waypost.ops.story.MailStoryJson;
import dev.waypost.ops.story.Stories;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What became of a mail, addresses included: an operator asked. */
@Command(
        name = "mail",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:found",
            "1:not within what the topics still hold, or no broker answers",
            "2:wrong usage"
        },
        description = {
            "Tell what became of a mail: each pass with its ports and replies, where it is now and"
                    + " when it is tried next.",
            "Reads the topics through, some 100,000 records a second; --since reads less."
        })
public class MailCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "ID|ADDRESS|MESSAGE-ID|RECORD",
            description = "As the event has it, or topic/partition/offset of its record.")
    String text;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "What that is, if it could be several: ${COMPLETION-CANDIDATES}.")
    MailQuery.By by;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Read only what was written then or later: " + TimeOption.FORMS + ".")
    String since;

    @Option(names = "--json", description = "Print JSON, with each status event as it was written.")
    boolean json;

    @Spec CommandSpec spec;

    @Inject MailStories stories;
    @Inject Clock clock;

    @Override
    public Integer call() {
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
        Stories found = stories.find(query(), progress);
        progress.clear();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(MailStoryJson.of(found).toPrettyString());
        } else {
            print(found, out);
        }
        out.flush();
        if (found.mails().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.printf(
                    "waypost: %s is not within what the topics still hold: status events %s, dead"
                            + " letters %s%n",
                    text, since(found.statusSince()), since(found.deadLettersSince()));
            err.flush();
            return 1;
        }
        return 0;
    }

    private MailQuery query() {
        MailQuery query = MailQuery.of(text);
        try {
            return (by == null ? query : query.only(by))
                    .after(TimeOption.parse(since, clock.instant()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void print(Stories found, PrintWriter out) {
        if (found.mails().size() == 1) {
            out.print(MailStoryText.of(found.mails().get(0)));
            return;
        }
        for (MailStory story : found.mails()) {
            out.println(MailStoryText.line(story));
        }
        if (found.more()) {
            out.printf("only the latest %d; --since reads less%n", MailStories.MOST);
        }
    }

    private static String since(Optional<Instant> first) {
        return first.map(it -> "since " + it).orElse("none");
    }
}
