package dev.waypost.ops.command;

import dev.waypost.ops.Findings;
import dev.waypost.ops.doctor.Doctor;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at everything Waypost depends on, from where it runs; sends no mail and never logs in. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Look at what Waypost depends on, from where it runs: name service, each submission port,"
                    + " TLS, certificates, what the relay offers, Kafka and its topics.",
            "Sends no mail and does not log in."
        })
public class DoctorCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Inject Doctor doctor;

    @Override
    public Integer call() {
        Findings findings = doctor.examine();
        findings.print(spec.commandLine().getOut());
        return findings.exitCode();
    }
}
