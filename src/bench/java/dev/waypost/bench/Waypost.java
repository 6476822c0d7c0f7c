package dev.waypost.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The built artifact with its default settings, told by environment where to go. */
final class Waypost implements Contender {

    static final String NAME = "waypost";
    static final String HEAP = "256m";

    private final String name;
    private final Path jar;

    /** This build. */
    Waypost() {
        this(NAME, Path.of(""));
    }

    /**
     * @param name by which it is told from others
     * @param project the folder that it was built in
     */
    Waypost(String name, Path project) {
        this.name = name;
        this.jar = project.resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "this build with its default settings, heap 256 MiB; it has no mode in the clear";
    }

    @Override
    public Optional<String> absence() {
        return Files.exists(jar) ? Optional.empty() : Optional.of("not built: " + jar);
    }

    @Override
    public ChildProcess start(Task task) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", task.bootstrapServers());
        environment.put("WAYPOST_TOPIC", task.topic());
        environment.put("WAYPOST_GROUP", task.group());
        environment.put("WAYPOST_RELAY_HOST", Task.HOST);
        environment.put("WAYPOST_RELAY_TRUST_CERTIFICATES", task.caPem().toString());
        environment.put("WAYPOST_RELAY_SUBMISSION_PORT", "" + task.ports().submission());
        environment.put("WAYPOST_RELAY_ALTERNATE_PORT", "" + task.ports().alternate());
        environment.put("WAYPOST_RELAY_IMPLICIT_TLS_PORT", "" + task.ports().implicitTls());
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        return ChildProcess.start(
                name,
                List.of(
                        JavaCommand.JAVA,
                        "-Xmx" + HEAP,
                        JavaCommand.COLLECTOR,
                        "-jar",
                        jar.toString()),
                environment);
    }
}
