package dev.waypost.ops.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.ops.Finding;
import java.util.Locale;
import java.util.Map;

/** A diagnosis for a program; docs/doctor.md names its fields. */
public final class DiagnosisJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Diagnosis diagnosis;

    public DiagnosisJson(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    @Override
    public String toString() {
        ObjectNode all = MAPPER.createObjectNode();
        all.put("verdict", word(diagnosis.worst()));
        RelayDiagnosis relay = diagnosis.relay();
        ObjectNode its = all.putObject("relay");
        its.put("host", relay.host());
        its.put("profile", relay.profile());
        relay.provider()
                .ifPresent(
                        provider -> {
                            its.put("provider", provider.label());
                            its.put("fittingProfile", provider.profile());
                        });
        ArrayNode addresses = its.putArray("addresses");
        relay.addresses().forEach(address -> addresses.add(address.getHostAddress()));
        ArrayNode ports = its.putArray("ports");
        relay.ports().forEach(port -> port(ports.addObject(), port));
        ArrayNode order = its.putArray("order");
        relay.usable().forEach(port -> order.add(port.port().number()));
        ArrayNode findings = all.putArray("findings");
        diagnosis.findings().forEach(finding -> finding(findings.addObject(), finding));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void port(ObjectNode json, PortDiagnosis port) {
        PortVisit visit = port.visit();
        json.put("host", port.port().host());
        json.put("port", port.port().number());
        json.put("ofProfile", port.supposed().ofProfile());
        json.put("mode", port.mode());
        json.put("wrongMode", port.isWrongMode());
        json.put("state", port.state());
        json.put("open", port.isOpen());
        visit.trouble()
                .ifPresent(
                        trouble -> {
                            json.put("phase", trouble.phase().label());
                            json.put("detail", trouble.detail());
                        });
        visit.greeting().ifPresent(greeting -> json.put("greeting", greeting.redacted()));
        visit.protocol().ifPresent(tls -> json.put("tls", tls));
        port.certificateEnd().ifPresent(end -> json.put("certificateUntil", end.toString()));
        ArrayNode mechanisms = json.putArray("mechanisms");
        visit.mechanisms().forEach(mechanisms::add);
        visit.mechanism().ifPresent(used -> json.put("loggedInBy", used));
        visit.largestMessage().ifPresent(octets -> json.put("size", octets));
        ArrayNode extensions = json.putArray("extensions");
        visit.keywords().stream().sorted().forEach(extensions::add);
        ObjectNode millis = json.putObject("millis");
        visit.passed().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> millis.put(each.getKey().label(), each.getValue().toMillis()));
        ObjectNode families = json.putObject("addressFamilies");
        port.families().forEach(families::put);
    }

    private static void finding(ObjectNode json, Finding finding) {
        json.put("severity", word(finding.severity()));
        json.put("subject", finding.subject());
        json.put("message", finding.message());
        json.put("advice", finding.advice());
    }

    private static String word(Finding.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
