package dev.waypost.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The tournament's measurements as the page shows them: a table for each cell. */
final class MatrixReport {

    private final Machine machine;
    private final BenchSettings settings;
    private final List<Contender> contenders;
    private final List<Measurement> all;

    MatrixReport(
            Machine machine,
            BenchSettings settings,
            List<Contender> contenders,
            List<Measurement> all) {
        this.machine = machine;
        this.settings = settings;
        this.contenders = contenders;
        this.all = all;
    }

    String text() {
        StringBuilder text = new StringBuilder(machine.items());
        text.append(
                "- Rounds: %d; each run: warm-up %d s, then a window of %d s\n\n"
                        .formatted(
                                settings.rounds(),
                                settings.warmup().toSeconds(),
                                settings.window().toSeconds()));
        text.append("| contender | what it is |\n| --- | --- |\n");
        contenders.forEach(
                who -> text.append("| %s | %s |\n".formatted(who.name(), who.description())));
        settings.cells().forEach(cell -> text.append(new CellTable(cell, all).text()));
        return text.append("\n### What the relay can take\n\n").append(relay()).toString();
    }

    /** What shows that the relay was not what limited the contenders. */
    private String relay() {
        StringBuilder text = new StringBuilder();
        for (Cell cell : settings.cells()) {
            Figures ceiling = Figures.of(rates(cell, true));
            Figures fastest = Figures.of(rates(cell, false));
            if (!ceiling.isEmpty() && !fastest.isEmpty()) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "- %s: smtp-source hands it %,.0f mails/s, the fastest run that"
                                        + " reads the topic %,.0f: %.0f %% of that.%n",
                                cell.title(),
                                ceiling.median(),
                                fastest.highest(),
                                100 * fastest.highest() / ceiling.median()));
            }
        }
        all.stream()
                .filter(run -> run.counts() && !run.contender().equals(SmtpSource.NAME))
                .max(Comparator.comparingDouble(Measurement::relayCores))
                .ifPresent(
                        run ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                "- It kept at most %.2f of %d cores busy (%s, %s).%n",
                                                run.relayCores(),
                                                machine.cores(),
                                                run.contender(),
                                                run.cell().name())));
        return text.toString();
    }

    private DoubleStream rates(Cell cell, boolean ofTheCeiling) {
        return all.stream()
                .filter(run -> run.counts() && run.cell().equals(cell))
                .filter(run -> run.contender().equals(SmtpSource.NAME) == ofTheCeiling)
                .mapToDouble(Measurement::mailsPerSecond);
    }
}
