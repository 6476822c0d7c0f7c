package dev.waypost.ops.doctor;

import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortVisitor;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.deliver.RelayTarget;
import dev.waypost.deliver.SubmissionPort;
import jakarta.mail.PasswordAuthentication;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

    private final WaypostConfig.Relay relay;
    private final RelayLogin login;
    private final PortVisitor visitor;
    private final ExecutorService threads;
    private final Deadline deadline;

    RelayExamination(
            WaypostConfig.Relay relay,
            RelayLogin login,
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

    /** The target with the login that mail would have there. */
    RelayTarget target(SubmissionPort port) {
        PasswordAuthentication ours = login.getPasswordAuthentication();
        boolean whole = ours.getUserName() != null && ours.getPassword() != null;
        boolean told = whole && port.host().equalsIgnoreCase(relay.host());
        return new RelayTarget(
                port.implicitTls(),
                port.host(),
                port.number(),
                told ? ours.getUserName() : null,
                told ? ours.getPassword() : null);
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
