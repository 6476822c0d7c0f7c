package dev.waypost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * All contenders in all cells: in turn within each round, so that what drifts on the machine hits
 * all alike. Each run goes to {@code target/bench/runs.csv} as soon as it is over.
 */
final class Tournament {

    private static final Path RUNS = Path.of("target", "bench", "runs.csv");

    private final TestBed bed;
    private final BenchSettings settings;
    private final List<Contender> contenders;
    private final List<Measurement> measurements = new ArrayList<>();
    private int runs;

    Tournament(TestBed bed, BenchSettings settings, List<Contender> contenders) {
        this.bed = bed;
        this.settings = settings;
        this.contenders = contenders;
    }

    List<Measurement> play() {
        warmUp();
        keep(Measurement.csvHead(), StandardOpenOption.TRUNCATE_EXISTING);
        for (Cell cell : settings.cells()) {
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
        }
        return measurements;
    }

    /** A run that does not count: the first would find broker and relay cold otherwise. */
    private void warmUp() {
        run(contenders.get(0), settings.cells().get(0), 0);
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
