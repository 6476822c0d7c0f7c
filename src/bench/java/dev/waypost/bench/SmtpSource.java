package dev.waypost.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Postfix's load generator, the ceiling: C, no topic, no parsing, one message for all, 16
 * connections in use all the time. It knows no TLS.
 */
final class SmtpSource implements Contender {

    static final String NAME = "smtp-source";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Postfix's load generator, 16 reused connections, no topic, no TLS: the ceiling";
    }

    @Override
    public Optional<String> absence() {
        return Programs.isThere(NAME) ? Optional.empty() : Optional.of("Postfix has it");
    }

    @Override
    public boolean takesPartIn(Cell cell) {
        return !cell.tls();
    }

    @Override
    public boolean commits() {
        return false;
    }

    @Override
    public ChildProcess start(Task task) {
        return ChildProcess.start(
                NAME,
                List.of(
                        Programs.find(NAME).orElseThrow().toString(),
                        "-d",
                        "-s",
                        String.valueOf(PeerTask.CONNECTIONS),
                        "-m",
                        String.valueOf(Integer.MAX_VALUE),
                        "-l",
                        String.valueOf(task.messageBytes()),
                        "-f",
                        "shop@example.org",
                        "-t",
                        "user@example.net",
                        "127.0.0.1:" + task.port()),
                Map.of());
    }
}
