package dev.waypost.bench;

import dev.waypost.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The broker, the relay and the long ways to it, each in a process of its own. */
final class TestBed implements AutoCloseable {

    private static final String HEAP = "1g";
    private static final Duration QUIET = Duration.ofMillis(300);

    private final int brokerPort = FreePort.any();
    private final int countersPort = FreePort.any();
    private final Ports near = Ports.free();
    private final Map<Integer, Link> links = new HashMap<>();
    private final Path caPem;
    private final Path trustStore;
    private final ChildProcess broker;
    private final ChildProcess relay;

    private record Link(Ports ports, ChildProcess process) {}

    /** Starts broker and relay; returns when they serve. */
    TestBed() {
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "bench", "trust")).toAbsolutePath();
            broker = start("broker", BrokerProcess.class, Stream.of(String.valueOf(brokerPort)));
            relay =
                    start(
                            "relay",
                            RelayProcess.class,
                            Stream.concat(
                                    Stream.of(folder.toString(), String.valueOf(countersPort)),
                                    near.words()));
            relay.awaitPort(countersPort);
            broker.awaitPort(brokerPort);
            caPem = folder.resolve("test-ca.pem");
            trustStore = TrustStore.beside(caPem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChildProcess start(String name, Class<?> main, Stream<String> arguments) {
        return ChildProcess.start(name, JavaCommand.of(main, HEAP, arguments), Map.of());
    }

    String bootstrapServers() {
        return "localhost:" + brokerPort;
    }

    /** Where contenders of a cell find the relay. */
    Ports ports(Cell cell) {
        return cell.roundTripMillis() == 0
                ? near
                : links.computeIfAbsent(cell.roundTripMillis(), this::link).ports();
    }

    private Link link(int roundTripMillis) {
        Ports ports = Ports.free();
        ChildProcess process =
                start(
                        "link-" + roundTripMillis,
                        FarLink.class,
                        Stream.concat(
                                Stream.of(String.valueOf(roundTripMillis)),
                                Stream.concat(ports.words(), near.words())));
        process.awaitPort(ports.implicitTls());
        return new Link(ports, process);
    }

    /** What a contender is told for a run over this topic. */
    Task task(String topic, Cell cell) {
        return new Task(
                bootstrapServers(),
                topic,
                FilledTopic.group(topic),
                cell.bytes(),
                ports(cell),
                cell.tls(),
                Double.POSITIVE_INFINITY,
                caPem,
                trustStore);
    }

    /** The relay's count when nothing of a former run is on its way any more. */
    long quietCount() {
        long seen = -1;
        long count = counters().mails();
        while (count != seen) {
            seen = count;
            Deadline.pause(QUIET);
            count = counters().mails();
        }
        return count;
    }

    ChildProcess relay() {
        return relay;
    }

    RelaySnapshot counters() {
        return RelaySnapshot.of(countersPort);
    }

    /** The relay takes so many mails a second from now on; infinity for as many as come. */
    void limit(double mailsPerSecond) {
        RelaySnapshot.ofAndLimit(countersPort, mailsPerSecond);
    }

    RelaySnapshot countersForgettingTimes() {
        return RelaySnapshot.ofAndForget(countersPort);
    }

    @Override
    public void close() {
        links.values().forEach(link -> link.process().close());
        relay.close();
        broker.close();
    }
}
