package dev.waypost.ops.command;

import dev.waypost.ops.doctor.Diagnosis;
import dev.waypost.ops.doctor.DiagnosisText;
import dev.waypost.ops.doctor.Doctor;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at everything Waypost depends on, from where it runs, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something is wrong",
            "2:wrong usage",
            "3:only warnings"
        },
        description = {
            "Look at what Waypost depends on, from where it runs: name service, each submission port,"
                    + " TLS, certificates, what the relay offers, Kafka and its topics.",
            "Takes 15 s at most. Logs in where a login is set: at one port first, and at the"
                    + " others once it was right. Sends no mail."
        })
public class DoctorCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Inject Doctor doctor;

    @Override
    public Integer call() {
        Diagnosis diagnosis = doctor.examine();
        new DiagnosisText(diagnosis).print(spec.commandLine().getOut());
        return diagnosis.exitCode();
    }
}
