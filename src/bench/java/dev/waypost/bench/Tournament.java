package dev.waypost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * All contenders in one cell after the other: in turn within each round, so that what drifts on the
 * machine hits all alike. Each run goes to {@code target/bench/runs.csv} as soon as it is over.
 */
final class Tournament {

    private static final Path RUNS = Path.of("target", "bench", "runs.csv");

    private final TestBed bed;
    private final BenchSettings settings;
    private final List<Contender> contenders;
    private int runs;

    Tournament(TestBed bed, BenchSettings settings, List<Contender> contenders) {
        this.bed = bed;
        this.settings = settings;
        this.contenders = contenders;
    }

    /** A run that does not count: the first would find broker and relay cold otherwise. */
    void warmUp() {
        run(contenders.get(0), settings.cells().get(0), 0);
        keep(Measurement.csvHead(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    List<Measurement> play(Cell cell) {
        List<Measurement> measurements = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Contender contender : contenders) {
                if (contender.takesPartIn(cell)) {
                    Measurement measured = run(contender, cell, round);
                    System.out.println(measured.line());
                    keep(measured.csv(), StandardOpenOption.APPEND);
                    measurements.add(measured);
                }
            }
        }
        return measurements;
    }

    private Measurement run(Contender contender, Cell cell, int round) {
        return new Trial(bed, settings, contender, cell).run(round, "bench-" + ++runs);
    }

    private static void keep(String line, StandardOpenOption how) {
        try {
            Files.writeString(RUNS, line + "\n", StandardOpenOption.CREATE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
