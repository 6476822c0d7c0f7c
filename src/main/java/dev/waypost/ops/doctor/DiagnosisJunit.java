package dev.waypost.ops.doctor;

import dev.waypost.ops.Finding;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A diagnosis as pipelines read test results: a case for each finding; an error fails, a warning is
 * in its output.
 */
public final class DiagnosisJunit {

    private final Diagnosis diagnosis;

    public DiagnosisJunit(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** Writes the document, and leaves the writer open. */
    public void write(Writer out) {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument();
            List<Finding> findings = diagnosis.findings();
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "waypost doctor");
            xml.writeAttribute("tests", Integer.toString(findings.size()));
            xml.writeAttribute(
                    "failures", Long.toString(findings.stream().filter(Finding::isError).count()));
            for (Finding each : findings) {
                write(each, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Finding finding, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "waypost.doctor");
        xml.writeAttribute("name", printable(finding.subject()));
        if (finding.isError()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", printable(finding.message()));
            xml.writeCharacters(printable(finding.advice()));
            xml.writeEndElement();
        } else {
            xml.writeStartElement("system-out");
            xml.writeCharacters(printable(finding.toString()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** What XML 1.0 section 2.2 cannot hold is left out. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
