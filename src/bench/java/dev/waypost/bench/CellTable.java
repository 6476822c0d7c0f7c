package dev.waypost.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The measurements of one cell as a table of the page. */
final class CellTable {

    private static final String HEAD =
            """
            | contender | mails/s | times as fast is Waypost | CPU s per 10,000 mails \
            | Waypost's share of that | relay's CPU s per 10,000 | peak memory, MiB |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private final Cell cell;
    private final List<Measurement> runs;

    CellTable(Cell cell, List<Measurement> runs) {
        this.cell = cell;
        this.runs = runs;
    }

    /** The table, and below it what does not count and why. */
    String text() {
        StringBuilder text = new StringBuilder(HEAD);
        runs.stream().map(Measurement::contender).distinct().map(this::row).forEach(text::append);
        List<Measurement> failed = runs.stream().filter(run -> !run.counts()).toList();
        for (Measurement run : failed) {
            text.append(
                    "\n%s, round %d, does not count: %s.\n"
                            .formatted(run.contender(), run.round(), run.failure()));
        }
        return text.toString();
    }

    private String row(String contender) {
        boolean guest = contender.equals(Waypost.NAME) && !cell.tls();
        return "| %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        guest ? contender + ", with TLS" : contender,
                        figures(contender, Measurement::mailsPerSecond).spanned(1),
                        ratio(contender, Measurement::mailsPerSecond),
                        figures(contender, Measurement::cpuPer10000).text(2),
                        ratio(contender, Measurement::cpuPer10000),
                        figures(contender, Measurement::relayCpuPer10000).text(2),
                        figures(contender, Measurement::peakMebibytes).text(0));
    }

    private Figures figures(String contender, ToDoubleFunction<Measurement> figure) {
        return Figures.of(counted(contender).mapToDouble(figure));
    }

    /** Round by round, since what slows one of them in a round slows the other too. */
    private String ratio(String contender, ToDoubleFunction<Measurement> figure) {
        if (contender.equals(Waypost.NAME)) {
            return "";
        }
        return Figures.of(
                        counted(Waypost.NAME)
                                .flatMapToDouble(
                                        own ->
                                                inRound(contender, own.round())
                                                        .mapToDouble(figure)
                                                        .map(
                                                                its ->
                                                                        figure.applyAsDouble(own)
                                                                                / its)))
                .spanned(2);
    }

    private Stream<Measurement> inRound(String contender, int round) {
        return counted(contender).filter(run -> run.round() == round);
    }

    private Stream<Measurement> counted(String contender) {
        return runs.stream()
                .filter(run -> run.contender().equals(contender))
                .filter(Measurement::counts);
    }
}
