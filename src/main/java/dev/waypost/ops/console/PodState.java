package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.carry.UnwrittenReports;
import dev.waypost.classify.Reason;
import dev.waypost.commit.InFlightWindow;
import dev.waypost.commit.OldestRecord;
import dev.waypost.commit.unreadable.UnreadablePartitions;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.PortHealth;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayCircuit;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.ops.BrokerWatch;
import dev.waypost.ops.RelayState;
import dev.waypost.ops.control.PodControl;
import dev.waypost.pace.PaceView;
import dev.waypost.smtp.pool.ConnectionCounts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How this pod is, for the page: what stands in the way first. Any thread. */
@Singleton
class PodState {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final WaypostConfig config;
    private final BrokerWatch broker;
    private final InFlightWindow window;
    private final UnreadablePartitions unreadable;
    private final UnwrittenReports reports;
    private final RelayCircuit circuit;
    private final PortFailover ports;
    private final PortHealth health;
    private final RelayAccounts accounts;
    private final RateHistory history;
    private final PodControl pod;
    private final Clock clock;

    @Inject
    PodState(
            WaypostConfig config,
            BrokerWatch broker,
            InFlightWindow window,
            UnreadablePartitions unreadable,
            UnwrittenReports reports,
            RelayCircuit circuit,
            PortFailover ports,
            PortHealth health,
            RelayAccounts accounts,
            RateHistory history,
            PodControl pod,
            Clock clock) {
        this.config = config;
        this.broker = broker;
        this.window = window;
        this.unreadable = unreadable;
        this.reports = reports;
        this.circuit = circuit;
        this.ports = ports;
        this.health = health;
        this.accounts = accounts;
        this.history = history;
        this.pod = pod;
        this.clock = clock;
    }

    ObjectNode json() {
        ObjectNode json = NODES.objectNode();
        json.put("pod", pod.name());
        json.put("relay", config.relay().host());
        json.put("topic", config.topic());
        circuit(json.putObject("circuit"));
        ports(json.putArray("ports"));
        pace(json.putObject("pace"));
        ArrayNode connections = json.putArray("connections");
        accounts.counts().forEach(each -> connection(connections.addObject(), each));
        json.put("in_flight", window.inFlight());
        json.put("most_in_flight", config.delivery().concurrency());
        json.put(
                "oldest_in_flight_seconds",
                window.oldestInFlight().map(OldestRecord::age).orElse(Duration.ZERO).toSeconds());
        lanes(json.putArray("lanes"));
        ObjectNode partitions = json.putObject("partitions");
        window.backlog().partitions().forEach(partitions::put);
        ArrayNode troubles = json.putArray("troubles");
        broker.absence().ifPresent(troubles::add);
        unreadable.view().forEach(troubles::add);
        window.waiting().forEach(troubles::add);
        json.put("unwritten_reports", reports.count());
        ObjectNode totals = json.putObject("totals");
        history.counts().forEach((status, count) -> totals.put(status, count.longValue()));
        json.set("minutes", history.json());
        return json;
    }

    private void circuit(ObjectNode json) {
        RelayCircuit.View view = circuit.view();
        json.put("state", new RelayState(view, accounts.pace().view()).state().word());
        json.put("since", view.since().toString());
        if (view.state() != RelayCircuit.State.RUNNING) {
            json.put("reason", view.why());
            json.put("detail", view.detail());
            json.put("advice", view.reason().map(Reason::advice).orElse(""));
            if (view.retryAt() != null) {
                json.put("next_try", view.retryAt().toString());
            }
        }
    }

    private void ports(ArrayNode array) {
        Instant now = clock.instant();
        ports.ports()
                .forEach(
                        (name, port) -> {
                            ObjectNode json = array.addObject();
                            json.put("name", name);
                            json.put("number", port.number());
                            json.put("host", port.host());
                            json.put("tls", port.tlsMode());
                            Optional<PortHealth.Postponed> postponed = health.postponed(name);
                            json.put("state", postponed.isEmpty() ? "open" : "postponed");
                            postponed.ifPresent(
                                    it -> {
                                        json.put("reason", it.reason().slug());
                                        json.put("advice", it.reason().advice());
                                        json.put(
                                                "since",
                                                now.minus(it.age())
                                                        .truncatedTo(ChronoUnit.SECONDS)
                                                        .toString());
                                    });
                        });
    }

    private void pace(ObjectNode json) {
        PaceView view = accounts.pace().view();
        json.put("text", view.text());
        json.put("waiting", view.waiting());
        json.put("throttled", view.isThrottled());
        json.put("exhausted", view.isExhausted());
    }

    private static void connection(ObjectNode json, ConnectionCounts counts) {
        json.put("target", counts.target());
        json.put("open", counts.openNow());
        json.put("leased", counts.leasedNow());
        json.put("opened", counts.opened());
        json.put("reused", counts.reused());
    }

    private void lanes(ArrayNode array) {
        for (Lane lane : Lanes.of(config).all()) {
            ObjectNode json = array.addObject();
            json.put("lane", lane.label());
            json.put("waiting", window.backlog().waiting(lane));
            json.put("oldest_seconds", window.backlog().oldest(lane).toSeconds());
        }
    }
}
