package dev.waypost.ops.rehearse.story;

import dev.waypost.ops.Finding;
import java.time.Duration;
import java.util.List;

/**
 * What a story came to.
 *
 * @param name of its file
 * @param kills how often it was played with the process killed
 * @param trouble what broke it, with file and line; null where nothing did
 * @param killedAfter the effect after which the process was killed when it broke; empty for none
 * @param differences what is otherwise than it should be, one line each; for one that was not
 *     played, why
 */
public record StoryResult(
        String name,
        String title,
        Verdict verdict,
        int kills,
        Duration lasted,
        Finding trouble,
        String killedAfter,
        List<String> differences) {

    /** Whether it was as told. */
    public enum Verdict {
        PASSED,
        BROKEN,
        /** The routes do not lead to the ports that it tells of. */
        NOT_PLAYED
    }

    public boolean isBroken() {
        return verdict == Verdict.BROKEN;
    }
}
