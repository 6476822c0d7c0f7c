package dev.waypost.ops.doctor;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.ops.Finding;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.tls.CertificateFault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a diagnosis of the relay's ports comes to, for a person. A port that cannot be used is a
 * warning as long as another carries the mail; a port that is not of the profile is none.
 */
final class RelayFindings {

    /** Within it a certificate is about to be renewed, or forgotten. */
    private static final Duration SOON = Duration.ofDays(21);

    private final OutcomeClassifier classifier;
    private final Instant now;

    /**
     * @param now what certificates are held against
     */
    RelayFindings(OutcomeClassifier classifier, Instant now) {
        this.classifier = classifier;
        this.now = now;
    }

    List<Finding> of(RelayDiagnosis relay) {
        if (relay.addresses().isEmpty()) {
            return List.of(
                    Finding.error(
                            relay.host(),
                            "the name does not resolve",
                            "mend WAYPOST_RELAY_HOST, or let this network ask a name server"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.ok(
                        relay.host(), "resolves to " + relay.addresses().get(0).getHostAddress()));
        relay.provider().map(provider -> fit(relay, provider)).ifPresent(findings::add);
        relay.ports().stream()
                .filter(PortDiagnosis::isLoginRefused)
                .findFirst()
                .map(this::refusedLogin)
                .ifPresent(findings::add);
        for (PortDiagnosis port : relay.ports()) {
            if (port.supposed().ofProfile()) {
                findings.add(port(port));
                findings.addAll(families(port));
            }
        }
        if (!relay.isCarrying()) {
            findings.add(noPort(relay));
        }
        return findings;
    }

    private static Finding fit(RelayDiagnosis relay, Provider provider) {
        String is = "is " + provider.label() + ", whose ports the profile " + provider.profile();
        boolean own = !Provider.isProfile(relay.profile());
        return own || provider.profile().equals(relay.profile())
                ? Finding.ok(relay.host(), is + " has")
                : Finding.warning(
                        relay.host(),
                        is + " has; set is " + relay.profile(),
                        "set WAYPOST_RELAY_PROFILE=" + provider.profile());
    }

    private Finding refusedLogin(PortDiagnosis port) {
        Trouble trouble = port.visit().trouble().orElseThrow();
        String message =
                "the relay does not take the login at port %d: %s"
                        .formatted(port.port().number(), trouble.detail());
        String subject = "waypost.relay.username";
        return trouble.reply().isTransient()
                ? Finding.warning(subject, message, advice(trouble))
                : Finding.error(subject, message, advice(trouble));
    }

    private Finding port(PortDiagnosis port) {
        String subject = port.port().host() + ":" + port.port().number();
        if (port.isWrongMode()) {
            return wrongMode(subject, port);
        }
        if (!port.isOpen()) {
            Trouble trouble = port.visit().trouble().orElseThrow();
            return Finding.warning(
                    subject,
                    said(trouble),
                    port.visit().fault().map(RelayFindings::advice).orElse(advice(trouble)));
        }
        Instant end = port.certificateEnd().orElseThrow();
        if (end.isBefore(now)) {
            return Finding.warning(
                    subject,
                    "the certificate has expired, on %s, and holds only because it is pinned"
                            .formatted(end),
                    "have it renewed, and put the new one into WAYPOST_RELAY_TRUST_CERTIFICATES"
                            + " beside the old one before it is");
        }
        if (end.isBefore(now.plus(SOON))) {
            return Finding.warning(
                    subject,
                    "the certificate expires in %d days, on %s"
                            .formatted(Duration.between(now, end).toDays(), end),
                    "see that the relay's operator renews it in time");
        }
        return Finding.ok(subject, well(port, end));
    }

    private static Finding wrongMode(String subject, PortDiagnosis port) {
        return Finding.warning(
                subject,
                port.implicitTls()
                        ? "wrong TLS mode: it speaks TLS from the first byte (implicit TLS), and the"
                                + " profile has it as STARTTLS"
                        : "wrong TLS mode: it speaks plaintext first (STARTTLS), and the profile"
                                + " has it as implicit TLS",
                "write %s: for it in the relay's profile, or let `doctor --write` do it"
                        .formatted(port.implicitTls() ? "smtps" : "smtp"));
    }

    private static String well(PortDiagnosis port, Instant end) {
        PortVisit visit = port.visit();
        String login =
                visit.mechanism()
                        .map(with -> "logged in by " + with)
                        .orElse(
                                visit.mechanisms().isEmpty()
                                        ? "no AUTH"
                                        : "AUTH " + String.join(" ", visit.mechanisms()));
        return "%s, %s, certificate until %s, %s, ready in %d ms"
                .formatted(
                        port.mode(),
                        visit.protocol().orElse("TLS"),
                        LocalDate.ofInstant(end, ZoneOffset.UTC),
                        login,
                        port.opening().toMillis());
    }

    private static List<Finding> families(PortDiagnosis port) {
        Map<String, String> seen = port.families();
        return seen.containsValue("ok") && seen.containsValue("no answer")
                ? List.of(
                        Finding.warning(
                                port.port().host() + ":" + port.port().number(),
                                "one address family is dropped on the way: " + seen,
                                "let it through or have it refused: each new connection waits"
                                        + " 250 ms for it"))
                : List.of();
    }

    private static Finding noPort(RelayDiagnosis relay) {
        return Finding.error(
                relay.host(),
                "no submission port can be used, so no mail can leave",
                relay.usable().isEmpty()
                        ? "mend any one of them"
                        : "others are open: `doctor --write FILE` writes a profile with them");
    }

    private static String said(Trouble trouble) {
        String at = trouble.phase().label() + ": ";
        // A server that drips looks silent where the whole visit ends first: one wording for both.
        return trouble.symptom() == Symptom.TIMEOUT && trouble.phase() != Phase.CONNECT
                ? at + "no whole answer in time"
                : at + trouble.detail();
    }

    private String advice(Trouble trouble) {
        return classifier.classify(trouble).reason().advice();
    }

    private static String advice(CertificateFault fault) {
        return switch (fault) {
            case EXPIRED -> "the relay's operator has to renew it; nothing here can mend it";
            case NOT_YET_VALID ->
                    "set this machine's clock, or have the relay's operator take one that is valid";
            case OTHER_NAME ->
                    "set WAYPOST_RELAY_HOST to a name that the certificate has, or have the"
                            + " certificate made out to this one";
            case INCOMPLETE_CHAIN ->
                    "have the relay's operator send the intermediate certificate along (the full"
                            + " chain); for a private CA, name its PEM file by"
                            + " WAYPOST_RELAY_TRUST_CERTIFICATES";
            case SELF_SIGNED, UNKNOWN_CA ->
                    "if that is your own CA, name its PEM file by"
                            + " WAYPOST_RELAY_TRUST_CERTIFICATES; if not, somebody may be in"
                            + " between";
            case OTHER -> "ask the relay's operator for a certificate that holds";
        };
    }
}
