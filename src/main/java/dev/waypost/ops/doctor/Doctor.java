package dev.waypost.ops.doctor;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Findings;
import dev.waypost.ops.StrayVariables;
import dev.waypost.ops.routes.FaultyRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.SubmissionPorts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.CamelContext;

/**
 * Examines the surroundings, one thing after the other, and tells all of it. Any thread; blocks.
 */
@Singleton
public class Doctor {

    private final WaypostConfig config;
    private final CamelContext context;
    private final KafkaSettings kafka;

    @Inject
    Doctor(WaypostConfig config, CamelContext context, KafkaSettings kafka) {
        this.config = config;
        this.context = context;
        this.kafka = kafka;
    }

    public Findings examine() {
        List<Finding> findings = new ArrayList<>(StrayVariables.in(System.getenv()));
        findings.addAll(relay());
        findings.addAll(new KafkaExamination(kafka, config).findings());
        return new Findings(findings);
    }

    private List<Finding> relay() {
        String host = config.relay().host();
        List<Finding> findings = new ArrayList<>();
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            findings.add(Finding.ok(host, "resolves to " + addresses[0].getHostAddress()));
        } catch (UnknownHostException e) {
            return List.of(
                    Finding.error(
                            host,
                            "the name does not resolve",
                            "mend WAYPOST_RELAY_HOST, or let this network ask a name server"));
        }
        SSLSocketFactory trust;
        try {
            trust = Trust.in(config.relay().trustCertificates());
        } catch (IOException | GeneralSecurityException e) {
            findings.add(
                    Finding.error(
                            "waypost.relay.trust-certificates",
                            "the certificates cannot be read: " + e.getMessage(),
                            "name a PEM file that this user may read"));
            return findings;
        }
        List<SubmissionPort> found;
        try {
            found = ports();
        } catch (IllegalArgumentException | FaultyRoutes e) {
            findings.add(Finding.error("routes", e.getMessage(), "see what `check` says"));
            return findings;
        }
        List<Finding> ports =
                found.stream()
                        .map(port -> new PortExamination(config, port, trust).finding())
                        .toList();
        findings.addAll(ports);
        if (ports.stream().noneMatch(Finding::isOk)) {
            findings.add(
                    Finding.error(
                            host,
                            "no submission port can be used, so no mail can leave",
                            "mend any one of them"));
        }
        return findings;
    }

    /** Those of the routes, for there the relay's profile and its users have put them. */
    private List<SubmissionPort> ports() {
        return SubmissionPorts.in(RouteModel.load(context, config), config.relay());
    }
}
