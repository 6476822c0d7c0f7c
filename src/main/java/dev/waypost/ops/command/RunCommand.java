package dev.waypost.ops.command;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Carries mail until the process is told to stop. The routes run by the time this is called. */
@Command(
        name = RunCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "Carry mail until stopped (the default).")
public class RunCommand implements Callable<Integer> {

    static final String NAME = "run";

    @Override
    public Integer call() {
        Quarkus.waitForExit();
        return 0;
    }
}
