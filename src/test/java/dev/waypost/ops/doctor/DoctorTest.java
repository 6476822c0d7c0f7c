package dev.waypost.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.KafkaSettings;
import dev.waypost.deliver.EhloName;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Finding.Severity;
import dev.waypost.ops.Findings;
import dev.waypost.ops.Settings;
import dev.waypost.ops.UnstartedCamel;
import dev.waypost.relay.Port;
import dev.waypost.relay.RelayCertificate;
import dev.waypost.relay.ScriptedRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private final ScriptedRelay relay = ScriptedRelay.start();
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void pointAtTheRelay() {
        settings.put("waypost.relay.host", relay.host());
        settings.put("waypost.relay.trust-certificates", relay.caPem().toString());
        settings.put("waypost.relay.submission-port", number(Port.SUBMISSION));
        settings.put("waypost.relay.alternate-port", number(Port.ALTERNATE));
        settings.put("waypost.relay.implicit-tls-port", number(Port.IMPLICIT_TLS));
        settings.put("waypost.delivery.timeout.greeting", "2s");
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void a_sound_relay_is_told_port_by_port_with_tls_and_certificate() {
        assertThat(on(Port.SUBMISSION).toString())
                .contains("ok: STARTTLS, TLSv1.3, certificate until");
        assertThat(on(Port.ALTERNATE).toString()).contains("ok: STARTTLS, TLSv1.3");
        assertThat(on(Port.IMPLICIT_TLS).toString()).contains("ok: implicit TLS, TLSv1.3");
    }

    @Test
    void it_neither_logs_in_nor_sends() {
        relay.login("waypost", "secret");
        settings.put("waypost.relay.username", "waypost");
        settings.put("waypost.relay.password", "secret");

        Findings findings = examine();

        assertThat(findings.all()).filteredOn(f -> f.message().contains("AUTH")).hasSize(3);
        assertThat(findings.toString()).doesNotContain("secret");
        assertThat(relay.logins()).isEmpty();
        assertThat(relay.mails()).isEmpty();
    }

    @Test
    void it_says_ehlo_as_every_connection_that_carries_mail() throws Exception {
        String name = new EhloName(Optional.empty()).from(InetAddress.getByName(relay.host()));

        examine();

        assertThat(relay.dialogue(Port.SUBMISSION))
                .filteredOn(heard -> heard.startsWith("EHLO"))
                .containsExactly("EHLO " + name, "EHLO " + name);
    }

    @Test
    void the_ports_are_those_of_the_relays_profile() {
        settings.put("waypost.relay.profile", "google");

        assertThat(ports()).containsExactly(number(Port.SUBMISSION), number(Port.IMPLICIT_TLS));
    }

    @Test
    void a_port_that_a_mounted_folder_adds_is_examined_too(@TempDir Path folder)
            throws IOException {
        Files.createDirectory(folder.resolve("relays"));
        Files.writeString(
                folder.resolve("relays/standard.camel.yaml"),
                """
                - route:
                    id: deliver
                    from:
                      uri: direct:deliver
                      steps:
                        - to: "smtp:{{waypost.relay.host}}:{{waypost.relay.submission-port}}"
                        - to: "smtps:%s:%s"
                """
                        .formatted(relay.host(), number(Port.IMPLICIT_TLS)));
        Files.writeString(
                folder.resolve("10-other.camel.yaml"),
                "- from: {uri: \"direct:other\", steps: [{log: other}]}");
        settings.put("waypost.routes", folder.toString());

        assertThat(ports()).containsExactly(number(Port.SUBMISSION), number(Port.IMPLICIT_TLS));
        assertThat(on(Port.IMPLICIT_TLS).toString()).contains("ok: implicit TLS, TLSv1.3");
    }

    @Test
    void a_profile_that_does_not_exist_is_found() {
        settings.put("waypost.relay.profile", "amazon");

        assertThat(examine().all())
                .filteredOn(finding -> finding.subject().equals("routes"))
                .singleElement()
                .matches(Finding::isError);
    }

    @Test
    void a_blocked_port_is_a_warning_as_the_others_may_do() {
        relay.on(Port.SUBMISSION).close();

        assertThat(on(Port.SUBMISSION).severity()).isEqualTo(Severity.WARNING);
        assertThat(on(Port.SUBMISSION).message()).startsWith("no connection: ");
        assertThat(examine().all())
                .filteredOn(f -> f.message().contains("no mail can leave"))
                .isEmpty();
    }

    @Test
    void no_port_at_all_is_an_error() {
        for (Port port : Port.values()) {
            relay.on(port).close();
        }

        assertThat(examine().all())
                .filteredOn(finding -> finding.message().contains("no mail can leave"))
                .singleElement()
                .matches(Finding::isError);
    }

    @Test
    void stripped_starttls_is_found_and_nothing_is_said_in_the_clear_after_it() {
        relay.on(Port.SUBMISSION).withoutStartTls();

        assertThat(on(Port.SUBMISSION).message()).startsWith("no STARTTLS is offered");
        assertThat(relay.dialogue(Port.SUBMISSION)).allMatch(line -> line.startsWith("EHLO"));
    }

    @Test
    void a_certificate_for_another_name_or_of_an_unknown_authority_is_found() {
        relay.on(Port.SUBMISSION).withCertificate(RelayCertificate.OTHER_NAME);
        relay.on(Port.IMPLICIT_TLS).withCertificate(RelayCertificate.UNKNOWN_CA);

        assertThat(on(Port.SUBMISSION).message()).startsWith("no trust or no TLS: ");
        assertThat(on(Port.IMPLICIT_TLS).message()).startsWith("no trust or no TLS: ");
        assertThat(on(Port.IMPLICIT_TLS).advice()).contains("WAYPOST_RELAY_TRUST_CERTIFICATES");
    }

    @Test
    void a_port_that_stays_silent_or_speaks_plaintext_or_refuses_is_found() {
        relay.on(Port.SUBMISSION).blackhole();
        relay.on(Port.ALTERNATE).greet("554 5.3.2 no service");
        relay.on(Port.IMPLICIT_TLS).plaintext();

        assertThat(on(Port.SUBMISSION).message()).startsWith("no dialogue: ");
        assertThat(on(Port.ALTERNATE).message()).isEqualTo("greets with 554");
        assertThat(on(Port.IMPLICIT_TLS).message()).startsWith("no trust or no TLS: ");
    }

    @Test
    void a_login_that_is_set_but_not_offered_is_found() {
        settings.put("waypost.relay.username", "waypost");
        relay.on(Port.SUBMISSION).without("AUTH");

        assertThat(on(Port.SUBMISSION).message()).startsWith("no AUTH is offered");
    }

    @Test
    void certificates_that_cannot_be_read_are_found() {
        settings.put("waypost.relay.trust-certificates", "/there/is/none.pem");

        assertThat(examine().all())
                .filteredOn(f -> f.subject().equals("waypost.relay.trust-certificates"))
                .singleElement()
                .matches(Finding::isError);
    }

    @Test
    void a_broker_that_is_not_named_is_found() {
        assertThat(examine().all())
                .filteredOn(finding -> finding.subject().equals("kafka.bootstrap.servers"))
                .singleElement()
                .matches(Finding::isError);
    }

    private Finding on(Port port) {
        return examine().all().stream()
                .filter(finding -> finding.subject().endsWith(":" + number(port)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> ports() {
        return examine().all().stream()
                .map(Finding::subject)
                .filter(subject -> subject.startsWith(relay.host() + ":"))
                .map(subject -> subject.substring(subject.indexOf(':') + 1))
                .toList();
    }

    private Findings examine() {
        return new Doctor(
                        Settings.of(settings),
                        UnstartedCamel.with(Settings.raw(settings)),
                        new KafkaSettings(Map.of()))
                .examine();
    }

    private String number(Port port) {
        return Integer.toString(relay.number(port));
    }
}
