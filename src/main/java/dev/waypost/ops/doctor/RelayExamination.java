package dev.waypost.ops.doctor;

import dev.waypost.compose.Envelope;
import dev.waypost.config.RelayConfig;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.ops.Finding;
import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Secret;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Looks at all ports side by side, until a deadline that holds whatever they do. */
final class RelayExamination {

    private static final String SENT = "--send-to";

    /** What a mail may take behind the deadline of the ports, one of which is silent mostly. */
    private static final Duration SENDING = Duration.ofSeconds(3);

    private final RelayConfig relay;
    private final Optional<RelayLogin> login;
    private final PortVisitor visitor;
    private final ExecutorService threads;
    private final Deadline deadline;

    /**
     * @param login empty where none is to be tried
     */
    RelayExamination(
            RelayConfig relay,
            Optional<RelayLogin> login,
            PortVisitor visitor,
            ExecutorService threads,
            Deadline deadline) {
        this.relay = relay;
        this.login = login;
        this.visitor = visitor;
        this.threads = threads;
        this.deadline = deadline;
    }

    /**
     * @param profile the ports that mail goes to, in their order
     */
    RelayDiagnosis diagnosis(List<SubmissionPort> profile) {
        Optional<Provider> provider = Provider.of(relay.host());
        List<InetAddress> addresses =
                deadline.result(threads.submit(() -> addresses(relay.host()))).orElse(List.of());
        List<PortDiagnosis> ports = addresses.isEmpty() ? List.of() : ports(profile, provider);
        return new RelayDiagnosis(relay.host(), relay.profile(), provider, addresses, ports);
    }

    private List<PortDiagnosis> ports(List<SubmissionPort> profile, Optional<Provider> provider) {
        List<Integer> unusual = provider.map(Provider::unusualPorts).orElse(List.of());
        List<Future<PortDiagnosis>> begun = new ArrayList<>();
        for (SupposedPort port : SupposedPort.of(profile, relay, unusual)) {
            begun.add(threads.submit(examination(port)));
        }
        List<PortDiagnosis> ports = new ArrayList<>();
        begun.forEach(port -> deadline.result(port).ifPresent(ports::add));
        return ports;
    }

    private Callable<PortDiagnosis> examination(SupposedPort port) {
        return () -> {
            AddressFamilies families =
                    new AddressFamilies(port.port().host(), port.port().number(), threads);
            return new PortExamination(visitor, threads, deadline)
                    .of(port, target(port.port()), families);
        };
    }

    /** Whether the best port takes the mail. */
    Finding sent(Envelope mail, RelayDiagnosis seen) {
        Optional<PortDiagnosis> best =
                seen.usable().stream().filter(PortDiagnosis::isReady).findFirst();
        if (best.isEmpty()) {
            return Finding.error(SENT, "not sent: no port is ready for it", "see above");
        }
        RelayTarget target = target(best.get().port());
        RelayTarget way = best.get().isWrongMode() ? target.inOtherMode() : target;
        return Deadline.result(
                        threads.submit(() -> submit(way, mail)), deadline.left().plus(SENDING))
                .orElseGet(
                        () ->
                                Finding.error(
                                        SENT,
                                        "no answer to the mail in time: it may have been taken, or"
                                                + " not",
                                        "look into the mailbox before another try"));
    }

    private Finding submit(RelayTarget target, Envelope mail) {
        String port = "port " + target.port();
        MailObject submitted =
                new MailObject(
                        mail.messageId(),
                        mail.reversePath(),
                        mail.recipients(),
                        mail.message(),
                        mail.smtpUtf8(),
                        mail.isAscii(),
                        new PhaseTimes(System::nanoTime));
        try {
            SubmissionReport report =
                    visitor.submit(target, submitted, deadline.left().plus(SENDING));
            return Finding.ok(
                    SENT, "%s took the mail: %s".formatted(port, report.reply().redacted()));
        } catch (SubmissionFailure e) {
            return Finding.error(
                    SENT,
                    "%s does not take it, at %s: %s"
                            .formatted(port, e.trouble().phase().label(), e.trouble().detail()),
                    "`explain` says what a reply means");
        }
    }

    /** The target with the login that mail would have there. */
    RelayTarget target(SubmissionPort port) {
        Optional<RelayLogin> told = login.filter(any -> port.host().equalsIgnoreCase(relay.host()));
        return new RelayTarget(
                port.implicitTls(),
                port.host(),
                port.number(),
                told.map(RelayLogin::username).orElse(""),
                told.map(RelayLogin::secret).orElse(Secret.NONE));
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
