package dev.waypost.ops.doctor;

import dev.waypost.ops.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * A diagnosis as pipelines read test results: a case for each finding; an error fails, a warning is
 * in its output. Written by hand: the JDK's XML would be 3 MB of the native executable.
 */
public final class DiagnosisJunit {

    private final Diagnosis diagnosis;

    public DiagnosisJunit(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** Writes the document, and leaves the writer open. */
    public void write(Writer out) {
        List<Finding> findings = diagnosis.findings();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(
                "<testsuite name=\"waypost doctor\" tests=\"%d\" failures=\"%d\">"
                        .formatted(
                                findings.size(),
                                findings.stream().filter(Finding::isError).count()));
        findings.forEach(each -> write(each, xml));
        xml.append("\n</testsuite>\n");
        try {
            out.write(xml.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Finding finding, StringBuilder xml) {
        xml.append(
                "\n<testcase classname=\"waypost.doctor\" name=\"%s\">"
                        .formatted(text(finding.subject())));
        xml.append(
                finding.isError()
                        ? "<failure message=\"%s\">%s</failure>"
                                .formatted(text(finding.message()), text(finding.advice()))
                        : "<system-out>%s</system-out>".formatted(text(finding.toString())));
        xml.append("</testcase>");
    }

    /**
     * As character data and as an attribute's value, where only references keep white space (XML
     * 1.0, sections 2.4 and 3.3.3). What XML cannot hold (section 2.2) is a question mark.
     */
    private static String text(String text) {
        return text.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "&#10;")
                .replace("\t", "&#9;");
    }
}
