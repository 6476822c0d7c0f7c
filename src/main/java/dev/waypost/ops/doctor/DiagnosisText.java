package dev.waypost.ops.doctor;

import dev.waypost.ops.Finding;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A diagnosis for a person: the ports as a table, the rest, and what to do in its order. */
public final class DiagnosisText {

    private static final List<String> HEAD =
            List.of(
                    "PORT",
                    "MODE",
                    "STATE",
                    "TLS",
                    "UNTIL",
                    "LOGIN",
                    "SIZE",
                    "EXTENSIONS",
                    "MS",
                    "ADDRESSES");

    private static final List<String> TOLD = List.of("8BITMIME", "PIPELINING", "SMTPUTF8");

    private final Diagnosis diagnosis;

    public DiagnosisText(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    public void print(PrintWriter out) {
        RelayDiagnosis relay = diagnosis.relay();
        if (!relay.ports().isEmpty()) {
            table(relay, out);
        }
        diagnosis.findings().stream().filter(Finding::isOk).forEach(out::println);
        out.println();
        List<Finding> trouble = diagnosis.trouble();
        if (trouble.isEmpty()) {
            out.println("all is well");
        } else {
            out.println("What to do, in this order:");
            int number = 1;
            for (Finding each : together(trouble)) {
                out.printf("%2d. %s%n", number++, each);
            }
        }
        out.flush();
    }

    private static void table(RelayDiagnosis relay, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        relay.ports().forEach(port -> rows.add(row(relay, port)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.printf("* of the profile %s; the others are looked at too%n%n", relay.profile());
    }

    private static List<String> row(RelayDiagnosis relay, PortDiagnosis port) {
        PortVisit visit = port.visit();
        String host = port.port().host().equals(relay.host()) ? "" : port.port().host() + ":";
        String login =
                visit.mechanism()
                        .map(with -> with + " ok")
                        .orElse(String.join(" ", visit.mechanisms()));
        return List.of(
                host + port.port().number() + (port.supposed().ofProfile() ? "*" : ""),
                port.mode(),
                port.state(),
                visit.protocol().orElse(""),
                port.certificateEnd().map(DiagnosisText::day).orElse(""),
                login,
                visit.largestMessage().map(String::valueOf).orElse(""),
                visit.keywords().stream()
                        .filter(TOLD::contains)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(" ")),
                port.isOpen() ? Long.toString(port.opening().toMillis()) : "",
                port.families().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private static String day(Instant end) {
        return LocalDate.ofInstant(end, ZoneOffset.UTC).toString();
    }

    /** What has the same cause at several ports is told once. */
    private static List<Finding> together(List<Finding> trouble) {
        Map<List<String>, Finding> told = new LinkedHashMap<>();
        for (Finding each : trouble) {
            told.merge(
                    List.of(each.severity().name(), each.message(), each.advice()),
                    each,
                    (one, more) ->
                            new Finding(
                                    one.severity(),
                                    one.subject() + ", " + more.subject(),
                                    one.line(),
                                    one.column(),
                                    one.message(),
                                    one.advice()));
        }
        return List.copyOf(told.values());
    }
}
