package dev.waypost.bench;

import java.util.List;

/** Runs what {@link BenchSettings} ask for, prints it and writes it down. */
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        BenchSettings settings = BenchSettings.fromSystemProperties();
        List<Contender> contenders = Contenders.present(settings.contenders());
        try (TestBed bed = new TestBed()) {
            List<Measurement> all = new Tournament(bed, settings, contenders).play();
        }
    }
}
