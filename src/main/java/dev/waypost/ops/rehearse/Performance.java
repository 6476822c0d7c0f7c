package dev.waypost.ops.rehearse;

import dev.waypost.ops.Finding;
import dev.waypost.ops.rehearse.relay.SelfMadeAuthority;
import dev.waypost.ops.rehearse.story.Story;
import dev.waypost.ops.rehearse.story.StoryResult;
import dev.waypost.ops.rehearse.story.StoryResult.Verdict;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.smtp.tls.RelayTls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Plays one story: as told, and killed after each effect. One thread. */
final class Performance {

    private final Story story;
    private final SelfMadeAuthority authority;
    private final RelayTls tls;
    private final List<String> routes;
    private final long began = System.nanoTime();
    private int kills;

    /**
     * @param routes the files that they are in
     */
    Performance(Story story, List<String> routes, SelfMadeAuthority authority, RelayTls tls) {
        this.story = story;
        this.routes = routes;
        this.authority = authority;
        this.tls = tls;
    }

    /**
     * @param killing whether it is played again with the process killed
     * @param shipped plays with the routes in the artifact, to find where these differ
     */
    StoryResult play(boolean killing, Shipped shipped) throws Exception {
        Playing told = Playing.of(story, routes, authority, tls);
        List<String> differences = differences(told);
        if (!differences.isEmpty()) {
            return broken(told, differences, "", shipped);
        }
        if (killing) {
            for (Snapshot moment : told.moments()) {
                if (isKilledAt(moment.effect())) {
                    kills++;
                    List<String> losses =
                            losses(told, moment, Playing.after(moment, story, routes));
                    if (!losses.isEmpty()) {
                        return broken(told, losses, moment.effect(), shipped);
                    }
                }
            }
        }
        return result(Verdict.PASSED, null, "", List.of());
    }

    /** Plays a story with the routes in the artifact. */
    interface Shipped {
        /** Empty where it cannot be played with them. */
        Optional<Trace> of(Story story);
    }

    private boolean isKilledAt(String effect) {
        return story.killAt().isEmpty() || story.killAt().get().stream().anyMatch(effect::contains);
    }

    private List<String> differences(Playing told) {
        List<String> differences = new ArrayList<>(told.seen().differences());
        ending(told).ifPresent(differences::add);
        return differences;
    }

    private static Optional<String> ending(Playing played) {
        return switch (played.ending()) {
            case STUCK -> Optional.of("offsets: expected all committed, seen that some never are");
            case HANGING ->
                    Optional.of("it hangs: nothing happens, and it is not time it waits for");
            case DONE -> Optional.empty();
        };
    }

    /** What a killed process has lost, or done twice against the promise. */
    private static List<String> losses(Playing told, Snapshot killed, Playing again) {
        List<String> losses = new ArrayList<>();
        ending(again).ifPresent(losses::add);
        TreeSet<String> lost = new TreeSet<>(told.seen().accounted());
        lost.removeAll(again.seen().accounted());
        lost.forEach(
                each ->
                        losses.add(
                                "lost: neither the relay nor a dead letter has %s"
                                        .formatted(each.strip())));
        for (Map.Entry<String, Integer> copy : again.seen().copies().entrySet()) {
            String recipient = copy.getKey().substring(copy.getKey().indexOf(' ') + 1);
            int promised =
                    1
                            + again.seen().unconfirmed(copy.getKey())
                            + killed.open().getOrDefault(recipient, 0);
            if (copy.getValue() > promised) {
                losses.add(
                        "twice: %s has it %d times, %d are within the promise"
                                .formatted(recipient, copy.getValue(), promised));
            }
        }
        again.seen()
                .changedIds()
                .forEach(
                        copy ->
                                losses.add(
                                        "twice: %s has it with two Message-IDs".formatted(copy)));
        return losses;
    }

    private StoryResult broken(
            Playing told, List<String> differences, String killedAfter, Shipped shipped) {
        RouteModel model = told.model();
        Optional<Divergence> at =
                shipped.of(story)
                        .flatMap(trace -> Divergence.between(told.trace(), trace))
                        .or(() -> Divergence.lastOf(told.trace()));
        String what = "story %s is broken".formatted(story.name());
        if (!killedAfter.isEmpty()) {
            what += ", killed when %s".formatted(killedAfter);
        }
        String said = what;
        Finding trouble =
                at.map(
                                its ->
                                        model.finding(
                                                its.step(),
                                                said + ": " + its.words(),
                                                differences.get(0)))
                        .orElseGet(
                                () ->
                                        Finding.error(
                                                "routes",
                                                said + ": no record came to any step",
                                                differences.get(0)));
        return result(Verdict.BROKEN, trouble, killedAfter, differences);
    }

    private StoryResult result(
            Verdict verdict, Finding trouble, String killedAfter, List<String> differences) {
        return new StoryResult(
                story.name(),
                story.title(),
                verdict,
                kills,
                Duration.ofNanos(System.nanoTime() - began),
                trouble,
                killedAfter,
                differences);
    }
}
