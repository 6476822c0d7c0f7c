package dev.waypost.ops.doctor;

import dev.waypost.ops.Finding;
import dev.waypost.ops.Finding.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * All that an examination has found.
 *
 * @param relay the ports
 * @param findings what is well and what is not, of ports, Kafka and settings
 */
public record Diagnosis(RelayDiagnosis relay, List<Finding> findings) {

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** What is not well, the worst first. */
    List<Finding> trouble() {
        return findings.stream()
                .filter(finding -> !finding.isOk())
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    Severity worst() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }

    /** 0 where all is well, 3 where there are warnings only, else 1. */
    public int exitCode() {
        return switch (worst()) {
            case OK -> 0;
            case WARNING -> 3;
            case ERROR -> 1;
        };
    }
}
