package dev.waypost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;

/**
 * What a blocked 587 costs: Waypost alone with all ports open, then with a 587 that takes
 * connections and stays silent, as behind a firewall that swallows everything.
 */
final class Blockade {

    private static final Cell CELL = Cell.named("4k-tls-0");
    private static final String HEAD =
            """
            | 587 | mails/s from a full topic | its first mail after | delivery time at %d mails/s, \
            median | 99th percentile |
            | --- | --- | --- | --- | --- |
            """;

    private final TestBed bed;
    private final BenchSettings settings;

    Blockade(TestBed bed, BenchSettings settings) {
        this.bed = bed;
        this.settings = settings;
    }

    /** Runs both; returns the table. */
    String play() {
        Ports ports = bed.ports(CELL);
        StringBuilder table = new StringBuilder(HEAD.formatted(settings.pacedRate()));
        table.append(row("open", ports));
        // The system completes the handshakes as far as the backlog goes; nobody ever answers.
        try (ServerSocket silent = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            table.append(row("silent", ports.withSubmission(silent.getLocalPort())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table.toString();
    }

    private String row(String state, Ports ports) {
        Passage full = new Passage(bed, settings, CELL, ports);
        full.overFullTopic("blockade-full-" + state);
        Passage paced = new Passage(bed, settings, CELL, ports);
        paced.atPace("blockade-paced-" + state);
        String row =
                String.format(
                        Locale.ROOT,
                        "| %s | %,.0f | %.1f s | %,d ms | %,d ms |\n",
                        state,
                        full.mailsPerSecond(),
                        full.secondsToFirstMail(),
                        paced.medianMillis(),
                        paced.p99Millis());
        System.out.print(row);
        return row;
    }
}
