package dev.waypost.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The measurements of one cell as the page shows them: where, how, the table, the relay's share.
 */
final class CellReport {

    private final Machine machine;
    private final BenchSettings settings;
    private final Cell cell;
    private final List<Measurement> runs;

    CellReport(Machine machine, BenchSettings settings, Cell cell, List<Measurement> runs) {
        this.machine = machine;
        this.settings = settings;
        this.cell = cell;
        this.runs = runs;
    }

    String text() {
        return "### %s\n\n%s- Rounds: %d; each run: warm-up %d s, then a window of %d s\n%s\n%s"
                .formatted(
                        cell.title(),
                        machine.items(),
                        settings.rounds(),
                        settings.warmup(cell).toSeconds(),
                        settings.window().toSeconds(),
                        relay(),
                        new CellTable(cell, runs).text());
    }

    /** What shows that the relay was not what limited the contenders. */
    private String relay() {
        StringBuilder text = new StringBuilder();
        Figures ceiling = Figures.of(rates(true));
        Figures fastest = Figures.of(rates(false));
        if (!ceiling.isEmpty() && !fastest.isEmpty()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "- Relay: smtp-source hands it %,.0f mails/s, the fastest run that"
                                    + " reads the topic %,.0f: %.0f %% of that%n",
                            ceiling.median(),
                            fastest.highest(),
                            100 * fastest.highest() / ceiling.median()));
        }
        runs.stream()
                .filter(run -> run.counts() && !run.contender().equals(SmtpSource.NAME))
                .max(Comparator.comparingDouble(Measurement::relayCores))
                .ifPresent(
                        run ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                "- Relay: at most %.2f of %d cores busy (%s)%n",
                                                run.relayCores(),
                                                machine.cores(),
                                                run.contender())));
        return text.toString();
    }

    private DoubleStream rates(boolean ofTheCeiling) {
        return runs.stream()
                .filter(Measurement::counts)
                .filter(run -> run.contender().equals(SmtpSource.NAME) == ofTheCeiling)
                .mapToDouble(Measurement::mailsPerSecond);
    }
}
