package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.ops.deadletter.CountBy;
import dev.waypost.ops.deadletter.DeadLetterFilter;
import dev.waypost.ops.deadletter.DeadLetterJson;
import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.deadletter.DeadLetters;
import dev.waypost.ops.deadletter.Place;
import dev.waypost.ops.deadletter.PlaceRange;
import dev.waypost.ops.deadletter.ReplayListener;
import dev.waypost.ops.deadletter.ReplayOrder;
import dev.waypost.ops.scan.Progress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** The dead letters, as the page asks for them. Blocks; any thread. */
@Singleton
class LetterPages {

    private static final Logger LOG = Logger.getLogger(LetterPages.class);

    private static final int MOST = 50;

    private final DeadLetters letters;
    private final ReentrantLock replaying = new ReentrantLock();

    @Inject
    LetterPages(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * The latest of them.
     *
     * @param reason only these; null for all
     */
    JsonNode latest(String reason) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var array = json.putArray("letters");
        for (DeadLetterRecord letter : letters.latest(of(reason), MOST, Progress.NONE)) {
            ObjectNode row = DeadLetterJson.row(letter);
            row.put("detail", letter.detail().orElse(""));
            row.put("advice", letter.advice().orElse(""));
            array.add(row);
        }
        return json;
    }

    /** How many there are of each reason. */
    JsonNode counts() {
        return DeadLetterJson.counts(
                letters.count(DeadLetterFilter.ALL, CountBy.REASON, Progress.NONE), CountBy.REASON);
    }

    /** One of them; the record itself for who may see addresses. */
    Optional<JsonNode> one(Place place, Viewer viewer) {
        return letters.at(place)
                .map(
                        letter -> {
                            ObjectNode whole = DeadLetterJson.whole(letter);
                            if (!viewer.operator()) {
                                whole.remove(List.of("value", "value_base64", "headers", "key"));
                            }
                            return whole;
                        });
    }

    /**
     * Puts some back, or says what would be done.
     *
     * @param order places, or a reason, or everything; and whether only to say
     * @throws IllegalArgumentException for an order that wants nothing, or while another is at work
     */
    JsonNode replay(JsonNode order, Viewer viewer) {
        List<PlaceRange> places = new ArrayList<>();
        order.path("places").forEach(place -> places.add(PlaceRange.parse(place.asText())));
        String reason = order.path("reason").asText("");
        if (places.isEmpty() && reason.isEmpty() && !order.path("all").asBoolean()) {
            throw new IllegalArgumentException("say which: places, a reason, or all");
        }
        DeadLetterFilter filter = of(reason).within(places);
        ReplayOrder wanted = ReplayOrder.of(filter);
        boolean dryRun = order.path("dry_run").asBoolean();
        if (!replaying.tryLock()) {
            throw new IllegalArgumentException("a replay is at work; wait for its end");
        }
        try {
            if (!dryRun) {
                LOG.infof(
                        "%s puts dead letters back: %s",
                        viewer.by(),
                        places.isEmpty() ? reason.isEmpty() ? "all" : reason : places.toString());
            }
            return DeadLetterJson.report(
                    letters.replay(
                            dryRun ? wanted.rehearsed() : wanted,
                            Progress.NONE,
                            ReplayListener.NONE));
        } finally {
            replaying.unlock();
        }
    }

    private static DeadLetterFilter of(String reason) {
        return reason == null || reason.isEmpty()
                ? DeadLetterFilter.ALL
                : DeadLetterFilter.ALL.reasons(List.of(reason));
    }
}
