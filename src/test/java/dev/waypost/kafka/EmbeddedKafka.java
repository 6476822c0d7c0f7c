package dev.waypost.kafka;

import dev.waypost.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node, broker and controller in one (KRaft), from its own jars, on the loopback address
 * unless told otherwise. Topics are made on first use with three partitions. Stopping keeps the
 * data and the port, so that {@link #start} goes on where it stopped; closing deletes the data.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /** Held, because the log manager forgets the level of a logger that nobody holds. */
    private static final List<Logger> QUIET =
            Stream.of("kafka", "org.apache.kafka", "state.change.logger")
                    .map(Logger::getLogger)
                    .toList();

    private final String host;
    private final int port;
    private final int controllerPort = FreePort.any();
    private final Path folder;
    private final Optional<SecuredListener> secured;
    private final int securedPort = FreePort.any();
    private KafkaRaftServer server;
    private boolean stoppedBefore;
    private boolean guarded;

    private EmbeddedKafka(String host, int port, Optional<SecuredListener> secured) {
        this.host = host;
        this.port = port;
        this.secured = secured;
        try {
            folder = Files.createTempDirectory("embedded-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        format();
    }

    /** Starts an empty broker on a free port; returns when it serves. */
    public static EmbeddedKafka started() {
        return startedOn(FreePort.any());
    }

    /** Starts an empty broker on a free port of this address; returns when it serves. */
    public static EmbeddedKafka startedAt(String address) {
        return started(new EmbeddedKafka(address, FreePort.any(), Optional.empty()));
    }

    /** Starts an empty broker on this port; returns when it serves. */
    public static EmbeddedKafka startedOn(int port) {
        return started(new EmbeddedKafka("localhost", port, Optional.empty()));
    }

    /**
     * Starts an empty broker on a free port that has this listener too, on another port, for
     * clients with {@link #login}; returns when it serves.
     */
    public static EmbeddedKafka startedWith(SecuredListener listener) {
        EmbeddedKafka kafka =
                started(new EmbeddedKafka("localhost", FreePort.any(), Optional.of(listener)));
        listener.addUser(kafka.bootstrapServers());
        return kafka;
    }

    /**
     * The same, and clients of the secured listener may do nothing but what an ACL allows them;
     * those of the other one may do everything.
     */
    public static EmbeddedKafka guarded(SecuredListener listener) {
        EmbeddedKafka kafka = new EmbeddedKafka("localhost", FreePort.any(), Optional.of(listener));
        kafka.guarded = true;
        kafka.start();
        listener.addUser(kafka.bootstrapServers());
        return kafka;
    }

    private static EmbeddedKafka started(EmbeddedKafka kafka) {
        kafka.start();
        return kafka;
    }

    /** Returns the value of {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return host + ":" + port;
    }

    /** What a client needs to be let in at the secured listener, by Kafka's own names. */
    public Map<String, String> login() {
        Map<String, String> login = new TreeMap<>(secured.orElseThrow().client(folder));
        login.put("bootstrap.servers", host + ":" + securedPort);
        return login;
    }

    /** The client of the secured listener is known from now on. */
    public void addUser() {
        secured.orElseThrow().addUser(bootstrapServers());
    }

    /** It is known no more. */
    public void dropUser() {
        secured.orElseThrow().dropUser(bootstrapServers());
    }

    /** Starts the broker where it stopped, on the same port; returns when it serves. */
    public synchronized void start() {
        if (server == null) {
            QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
            server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
            server.startup();
        }
    }

    /** Stops the broker; data and port stay. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
            stoppedBefore = true;
        }
    }

    /** Flips the last bit of what is stored of a partition; once more mends it. */
    public void flipLastBit(String topic, int partition) {
        Path segment = folder.resolve(topic + "-" + partition).resolve("00000000000000000000.log");
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            file.seek(file.length() - 1);
            file.write(last ^ 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops and starts. */
    public void restart() {
        stop();
        start();
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format() {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + folder, e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://localhost:%d"
                        .formatted(host, port, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(host, port));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        secured.ifPresent(
                listener -> {
                    String at = ",SECURED://%s:%d".formatted(host, securedPort);
                    settings.merge("listeners", at, String::concat);
                    settings.merge("advertised.listeners", at, String::concat);
                    settings.merge(
                            "listener.security.protocol.map",
                            ",SECURED:" + listener.protocol(),
                            String::concat);
                    settings.putAll(listener.broker("listener.name.secured.", folder));
                });
        if (guarded) {
            settings.put(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            settings.put("super.users", "User:ANONYMOUS");
        }
        settings.put("log.dirs", folder.toString());
        settings.put("num.partitions", "3");
        settings.put("auto.create.topics.enable", "true");
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        // Nothing here gets old enough to be cleaned.
        settings.put("log.cleaner.enable", "false");
        settings.put("broker.heartbeat.interval.ms", "200");
        // The controller lets the node register anew when the session of its former life is over.
        settings.put("broker.session.timeout.ms", stoppedBefore ? "1000" : "9000");
        settings.put("controller.quorum.election.timeout.ms", "200");
        settings.put("controller.quorum.fetch.timeout.ms", "500");
        return settings;
    }
}
