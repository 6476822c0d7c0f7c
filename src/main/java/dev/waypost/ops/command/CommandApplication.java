package dev.waypost.ops.command;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Runs the command that was typed, its settings injected. */
class CommandApplication implements QuarkusApplication {

    private final IFactory factory;

    @Inject
    CommandApplication(IFactory factory) {
        this.factory = factory;
    }

    @Override
    public int run(String... args) {
        return Waypost.line(factory, args)
                .setExecutionExceptionHandler(
                        (failure, line, parsed) -> {
                            new StartupError(failure).print(line.getErr());
                            return CommandLine.ExitCode.SOFTWARE;
                        })
                .execute(args);
    }
}
