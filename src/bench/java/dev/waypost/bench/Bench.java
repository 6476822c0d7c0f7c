package dev.waypost.bench;

import java.util.List;

/** Runs what {@link BenchSettings} ask for, prints it and writes it into the page of results. */
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        Machine machine = Machine.here();
        BenchSettings settings = BenchSettings.fromSystemProperties();
        BenchPage page = new BenchPage(settings.page());
        try (TestBed bed = new TestBed()) {
            if (!settings.growth().isEmpty()) {
                String table = new Growth(bed, settings.growth()).play();
                page.replace("growth", machine.items() + "\n" + table);
            } else if (!settings.limited().isEmpty()) {
                String table = new Limited(bed, settings).play();
                page.replace("limited", machine.items() + "\n" + table);
            } else if (settings.beside().isPresent()) {
                String table = new Beside(bed, settings, settings.beside().get()).play();
                page.replace("beside", machine.items() + table);
            } else if (settings.blocked()) {
                String table = new Blockade(bed, settings).play();
                page.replace("blocked", machine.items() + "\n" + table);
            } else {
                List<Contender> contenders = Contenders.present(settings.contenders());
                page.replace("contenders", Contenders.table());
                Tournament tournament = new Tournament(bed, settings, contenders);
                tournament.warmUp();
                for (Cell cell : settings.cells()) {
                    List<Measurement> runs = tournament.play(cell);
                    page.replace(cell.name(), new CellReport(machine, settings, cell, runs).text());
                }
            }
        }
    }
}
