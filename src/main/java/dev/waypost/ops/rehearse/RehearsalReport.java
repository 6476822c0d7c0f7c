package dev.waypost.ops.rehearse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.ops.Finding;
import dev.waypost.ops.rehearse.story.StoryResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Tells how a rehearsal goes, a line for each story as it is over; or all of it as JSON. */
public final class RehearsalReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final boolean json;
    private final List<StoryResult> results = new ArrayList<>();
    private final List<Finding> faults = new ArrayList<>();

    public RehearsalReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Something keeps stories from being played. */
    public void fault(Finding fault) {
        faults.add(fault);
        line(fault.toString());
    }

    public void played(StoryResult result) {
        results.add(result);
        switch (result.verdict()) {
            case PASSED ->
                    line(
                            "ok      %s (%d ms, killed %d times)"
                                    .formatted(
                                            result.name(),
                                            result.lasted().toMillis(),
                                            result.kills()));
            case NOT_PLAYED ->
                    line("skipped %s: %s".formatted(result.name(), result.differences().get(0)));
            case BROKEN -> {
                line("BROKEN  %s: %s".formatted(result.name(), result.title()));
                line("  " + result.trouble());
                result.differences().forEach(difference -> line("  " + difference));
            }
        }
    }

    /** Returns the exit code. */
    public int end() {
        long broken = results.stream().filter(StoryResult::isBroken).count();
        if (json) {
            out.println(toJson());
        } else if (broken > 0) {
            line("%d of %d stories broken".formatted(broken, results.size()));
        } else if (faults.isEmpty()) {
            line("all is well");
        }
        out.flush();
        return broken == 0 && faults.isEmpty() ? 0 : 1;
    }

    private void line(String text) {
        if (!json) {
            out.println(text);
            out.flush();
        }
    }

    private String toJson() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode stories = root.putArray("stories");
        for (StoryResult result : results) {
            ObjectNode story = stories.addObject();
            story.put("story", result.name());
            story.put("title", result.title());
            story.put("result", result.verdict().name().toLowerCase(java.util.Locale.ROOT));
            story.put("kills", result.kills());
            story.put("millis", result.lasted().toMillis());
            if (result.isBroken()) {
                put(story.putObject("trouble"), result.trouble());
                story.put("killed_after", result.killedAfter());
            }
            result.differences().forEach(story.withArray("differences")::add);
        }
        ArrayNode told = root.putArray("faults");
        faults.forEach(fault -> put(told.addObject(), fault));
        return root.toString();
    }

    private static void put(ObjectNode node, Finding finding) {
        node.put("file", finding.subject());
        node.put("line", finding.line());
        node.put("message", finding.message());
        node.put("advice", finding.advice());
    }
}
