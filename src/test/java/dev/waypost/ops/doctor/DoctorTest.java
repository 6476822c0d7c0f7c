package dev.waypost.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.compose.MimeComposer;
import dev.waypost.config.KafkaSettings;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Finding.Severity;
import dev.waypost.ops.Settings;
import dev.waypost.ops.UnstartedCamel;
import dev.waypost.relay.Port;
import dev.waypost.relay.RelayCertificate;
import dev.waypost.relay.ScriptedRelay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void a_login_that_is_right_is_tried_at_every_port_and_nothing_is_sent() {
        logInAs("secret");

        Diagnosis diagnosis = examine();

        for (Port port : Port.values()) {
            assertThat(on(diagnosis, port).message()).contains("logged in by PLAIN");
        }
        assertThat(told(diagnosis)).contains("PLAIN ok").doesNotContain("secret");
        assertThat(relay.mails()).isEmpty();
    }

    @Test
    void a_wrong_password_is_told_in_the_relays_words_and_costs_one_attempt_in_all() {
        logInAs("guess");

        Diagnosis diagnosis = examine();

        assertThat(diagnosis.trouble())
                .filteredOn(Finding::isError)
                .extracting(Finding::subject)
                .contains("waypost.relay.username");
        assertThat(told(diagnosis))
                .contains("the relay does not take the login at port", ": 535 5.7.8")
                .contains("login not tried");
        assertThat(diagnosis.exitCode()).isEqualTo(1);
        assertThat(attempts()).isEqualTo(1);
    }

    @Test
    void a_login_that_one_port_leaves_without_an_answer_is_tried_at_the_next() {
        logInAs("secret");
        relay.onAllPorts().silentAt("AUTH").times(1);

        assertThat(told(examine())).contains("PLAIN ok", "silent at AUTH");
    }

    @Test
    void a_user_name_without_a_password_is_an_error_by_name() {
        settings.put("waypost.relay.username", "waypost");

        assertThat(examine().trouble())
                .filteredOn(finding -> finding.subject().startsWith("waypost.relay.password "))
                .singleElement()
                .matches(Finding::isError);
    }

    @Test
    void a_mail_goes_over_one_port_when_asked_for() throws Exception {
        logInAs("secret");
        TestMail mail = new TestMail(new MailEventDecoder(), new MimeComposer(Clock.systemUTC()));

        Diagnosis diagnosis =
                doctor().examine(Optional.of(mail.of("shop@example.org", "ann@example.org")));

        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.subject().equals("--send-to"))
                .singleElement()
                .matches(Finding::isOk)
                .extracting(Finding::message)
                .asString()
                .contains("took the mail: 250");
        assertThat(relay.mails()).hasSize(1);
    }

    private void logInAs(String password) {
        relay.login("waypost", "secret");
        settings.put("waypost.relay.username", "waypost");
        settings.put("waypost.relay.password", password);
    }

    private long attempts() {
        return Arrays.stream(Port.values())
                .flatMap(port -> relay.dialogue(port).stream())
                .filter(line -> line.startsWith("AUTH"))
                .count();
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
    void the_pace_is_told_with_where_it_comes_from() {
        assertThat(told(examine())).contains("the pace is found from the relay's replies");

        settings.put("waypost.relay.rate", "14/m");
        settings.put("waypost.delivery.connections", "3");

        assertThat(told(examine()))
                .contains("the pace is 14/m (configured), over 3 connections at most");
    }

    @Test
    void a_profile_that_does_not_exist_is_found() {
        settings.put("waypost.relay.profile", "amazon");

        assertThat(examine().findings())
                .filteredOn(finding -> finding.subject().equals("routes"))
                .singleElement()
                .matches(Finding::isError);
    }

    @Test
    void a_blocked_port_is_a_warning_as_the_others_may_do() {
        relay.on(Port.SUBMISSION).close();

        assertThat(on(Port.SUBMISSION).severity()).isEqualTo(Severity.WARNING);
        assertThat(on(Port.SUBMISSION).message()).startsWith("connect: localhost refused port");
        assertThat(examine().findings())
                .filteredOn(f -> f.message().contains("no mail can leave"))
                .isEmpty();
    }

    @Test
    void no_port_at_all_is_an_error() {
        for (Port port : Port.values()) {
            relay.on(port).close();
        }

        assertThat(examine().findings())
                .filteredOn(finding -> finding.message().contains("no mail can leave"))
                .singleElement()
                .matches(Finding::isError);
    }

    @Test
    void stripped_starttls_is_found_and_nothing_is_said_in_the_clear_after_it() {
        relay.on(Port.SUBMISSION).withoutStartTls();

        assertThat(on(Port.SUBMISSION).message()).contains("the relay does not offer STARTTLS");
        assertThat(relay.dialogue(Port.SUBMISSION)).allMatch(line -> line.startsWith("EHLO"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXPIRED|expired|the certificate has expired, on 2|has to renew it",
                "NOT_YET_VALID|not yet valid|is not valid before 2|set this machine's clock",
                "OTHER_NAME|wrong name|is made out to other.example.org|set WAYPOST_RELAY_HOST",
                "UNKNOWN_CA|untrusted|signed by an unknown CA|if that is your own CA",
                "WITHOUT_INTERMEDIATE|incomplete chain|intermediate certificate is missing|send the"
            })
    void a_certificate_that_does_not_hold_is_told_with_its_own_advice(
            RelayCertificate certificate, String state, String message, String advice) {
        relay.on(Port.SUBMISSION).withCertificate(certificate);
        relay.on(Port.IMPLICIT_TLS).withCertificate(certificate);

        Diagnosis diagnosis = examine();

        for (Port port : List.of(Port.SUBMISSION, Port.IMPLICIT_TLS)) {
            assertThat(on(diagnosis, port).message()).contains(message);
            assertThat(on(diagnosis, port).advice()).contains(advice);
            assertThat(on(diagnosis, port).isOk()).isFalse();
        }
        assertThat(told(diagnosis)).contains(state);
    }

    @Test
    void a_certificate_about_to_expire_is_a_warning() {
        relay.on(Port.SUBMISSION).withCertificate(RelayCertificate.EXPIRING);

        Diagnosis diagnosis = examine();

        assertThat(on(diagnosis, Port.SUBMISSION).severity()).isEqualTo(Severity.WARNING);
        assertThat(on(diagnosis, Port.SUBMISSION).message())
                .matches("the certificate expires in (9|10) days.*");
        assertThat(on(diagnosis, Port.ALTERNATE).isOk()).isTrue();
    }

    @Test
    void an_expired_certificate_is_not_well_because_it_is_pinned(@TempDir Path folder) {
        relay.on(Port.SUBMISSION).withCertificate(RelayCertificate.EXPIRED);
        settings.put(
                "waypost.relay.trust-certificates",
                relay.certificates().pem(folder, RelayCertificate.EXPIRED).toString());

        Finding finding = on(Port.SUBMISSION);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).startsWith("the certificate has expired, on 2");
    }

    @Test
    void a_wrong_tls_mode_is_named_as_such_both_ways() {
        settings.put("waypost.relay.submission-port", number(Port.IMPLICIT_TLS));
        settings.put("waypost.relay.implicit-tls-port", number(Port.SUBMISSION));

        Diagnosis diagnosis = examine();

        assertThat(on(diagnosis, Port.IMPLICIT_TLS).message())
                .startsWith("wrong TLS mode: it speaks TLS from the first byte");
        assertThat(on(diagnosis, Port.IMPLICIT_TLS).advice()).startsWith("write smtps:");
        assertThat(on(diagnosis, Port.SUBMISSION).message())
                .startsWith("wrong TLS mode: it speaks plaintext first");
        assertThat(on(diagnosis, Port.SUBMISSION).advice()).startsWith("write smtp:");
    }

    @Test
    void a_refusal_is_quoted() {
        relay.on(Port.ALTERNATE).greet("554 5.3.2 no service for you");

        assertThat(on(Port.ALTERNATE).message()).contains("554 5.3.2 no service for you");
    }

    @Test
    void ports_that_hang_anywhere_are_given_up_at_the_deadline() throws Exception {
        relay.on(Port.SUBMISSION).blackhole();
        relay.on(Port.IMPLICIT_TLS).silentAtHandshake();
        relay.on(Port.ALTERNATE).close();
        settings.remove("waypost.delivery.timeout.greeting");
        long began = System.nanoTime();
        Diagnosis diagnosis;
        try (DrippingServer drip = new DrippingServer(relay.number(Port.ALTERNATE))) {
            diagnosis = examine();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(on(diagnosis, Port.SUBMISSION).message()).startsWith("greeting: ");
        assertThat(on(diagnosis, Port.IMPLICIT_TLS).message()).startsWith("TLS: ");
        assertThat(on(diagnosis, Port.ALTERNATE).message())
                .isEqualTo("greeting: no whole answer in time");
        assertThat(told(diagnosis)).contains("silent at greeting", "silent at TLS");
    }

    @Test
    void certificates_that_cannot_be_read_are_found() {
        settings.put("waypost.relay.trust-certificates", "/there/is/none.pem");

        assertThat(examine().findings())
                .filteredOn(f -> f.subject().equals("waypost.relay.trust-certificates"))
                .singleElement()
                .matches(Finding::isError);
    }

    @Test
    void a_broker_that_is_not_named_is_found() {
        assertThat(examine().findings())
                .filteredOn(finding -> finding.subject().equals("kafka.bootstrap.servers"))
                .singleElement()
                .matches(Finding::isError);
    }

    private Finding on(Port port) {
        return on(examine(), port);
    }

    private Finding on(Diagnosis diagnosis, Port port) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.subject().endsWith(":" + number(port)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> ports() {
        return examine().findings().stream()
                .map(Finding::subject)
                .filter(subject -> subject.startsWith(relay.host() + ":"))
                .map(subject -> subject.substring(subject.indexOf(':') + 1))
                .toList();
    }

    private static String told(Diagnosis diagnosis) {
        StringWriter text = new StringWriter();
        new DiagnosisText(diagnosis).print(new PrintWriter(text));
        return text.toString();
    }

    private Diagnosis examine() {
        return doctor().examine(Optional.empty());
    }

    private Doctor doctor() {
        return new Doctor(
                Settings.of(settings),
                UnstartedCamel.with(Settings.raw(settings)),
                new KafkaSettings(Map.of()),
                new OutcomeClassifier(ReplyRules.shipped()),
                Clock.systemUTC());
    }

    private String number(Port port) {
        return Integer.toString(relay.number(port));
    }
}
