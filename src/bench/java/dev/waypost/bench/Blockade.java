package dev.waypost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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

    /** What became of all passes with 587 in one state. */
    private static final class Row {

        private final List<Passage> full = new ArrayList<>();
        private final List<Passage> paced = new ArrayList<>();

        private String text(String state) {
            return "| %s | %s | %s s | %s ms | %s ms |\n"
                    .formatted(
                            state,
                            of(full, Passage::mailsPerSecond).spanned(0),
                            of(full, Passage::secondsToFirstMail).spanned(1),
                            of(paced, Passage::medianMillis).spanned(0),
                            of(paced, Passage::p99Millis).spanned(0));
        }

        private static Figures of(List<Passage> passages, ToDoubleFunction<Passage> figure) {
            return Figures.of(passages.stream().mapToDouble(figure));
        }
    }

    Blockade(TestBed bed, BenchSettings settings) {
        this.bed = bed;
        this.settings = settings;
    }

    /** Runs both in turn, round by round; returns the table. */
    String play() {
        Ports ports = bed.ports(CELL);
        Row open = new Row();
        Row silent = new Row();
        // The system completes the handshakes as far as the backlog goes; nobody ever answers.
        try (ServerSocket mute = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            Ports blocked = ports.withSubmission(mute.getLocalPort());
            for (int round = 1; round <= settings.rounds(); round++) {
                play(open, ports, "open-" + round);
                play(silent, blocked, "silent-" + round);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HEAD.formatted(settings.pacedRate())
                + open.text("open")
                + silent.text("silent")
                + "\nThroughput with a silent 587, as a share of that with an open one, by round: %s.\n"
                        .formatted(share(silent, open).spanned(2));
    }

    private void play(Row row, Ports ports, String name) {
        Passage full = new Passage(bed, settings, CELL, ports);
        full.overFullTopic("blockade-full-" + name);
        row.full.add(full);
        Passage paced = new Passage(bed, settings, CELL, ports);
        paced.atPace("blockade-paced-" + name);
        row.paced.add(paced);
        System.out.printf(
                Locale.ROOT,
                "%s: %,.0f mails/s, first mail after %.1f s; at a pace: median %,d ms, p99 %,d ms%n",
                name,
                full.mailsPerSecond(),
                full.secondsToFirstMail(),
                paced.medianMillis(),
                paced.p99Millis());
    }

    private static Figures share(Row silent, Row open) {
        return Figures.of(
                IntStream.range(0, open.full.size())
                        .mapToDouble(
                                round ->
                                        silent.full.get(round).mailsPerSecond()
                                                / open.full.get(round).mailsPerSecond()));
    }
}
