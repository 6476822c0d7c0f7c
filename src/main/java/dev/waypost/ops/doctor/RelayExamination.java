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
import dev.waypost.smtp.Trouble;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at all ports side by side, until a deadline that holds whatever they do. */
final class RelayExamination {

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
                result(threads.submit(() -> addresses(relay.host()))).orElse(List.of());
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
        begun.forEach(port -> result(port).ifPresent(ports::add));
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
        String subject = "--send-to";
        Optional<PortDiagnosis> best =
                seen.usable().stream().filter(PortDiagnosis::isReady).findFirst();
        if (best.isEmpty()) {
            return Finding.error(subject, "not sent: no port is ready for it", "see above");
        }
        RelayTarget target = target(best.get().port());
        RelayTarget way = best.get().isWrongMode() ? target.inOtherMode() : target;
        Future<Sent> sending = threads.submit(() -> submit(way, mail));
        try {
            Sent sent =
                    sending.get(deadline.left().plus(SENDING).toMillis(), TimeUnit.MILLISECONDS);
            String port = "port " + way.port();
            if (sent.report() != null) {
                return Finding.ok(
                        subject,
                        "%s took the mail: %s".formatted(port, sent.report().reply().redacted()));
            }
            return Finding.error(
                    subject,
                    "%s does not take it, at %s: %s"
                            .formatted(
                                    port, sent.trouble().phase().label(), sent.trouble().detail()),
                    "`explain` says what a reply means");
        } catch (TimeoutException e) {
            return Finding.error(
                    subject,
                    "no answer to the mail in time: it may have been taken, or not",
                    "look into the mailbox before another try");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.error(subject, "interrupted", "");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What came of the mail: one of them. */
    private record Sent(SubmissionReport report, Trouble trouble) {}

    private Sent submit(RelayTarget target, Envelope mail) {
        try {
            MailObject submitted =
                    new MailObject(
                            mail.messageId(),
                            mail.reversePath(),
                            mail.recipients(),
                            mail.message(),
                            mail.smtpUtf8(),
                            mail.isAscii(),
                            new PhaseTimes(System::nanoTime));
            Duration longest = deadline.left().plus(SENDING);
            return new Sent(visitor.submit(target, submitted, longest), null);
        } catch (SubmissionFailure e) {
            return new Sent(null, e.trouble());
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

    /** Empty where it has none in time. */
    private <T> Optional<T> result(Future<T> task) {
        try {
            // Those who keep to the deadline themselves need a moment more to say so.
            return Optional.of(task.get(deadline.left().toMillis() + 500, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
