package dev.waypost.ops.command;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.live.LiveRun;
import dev.waypost.ops.live.OwnProgram;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Carries mail until the process is told to stop. The routes run by the time this is called. */
@Command(
        name = RunCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "Carry mail until stopped (the default).")
public class RunCommand implements Callable<Integer> {

    static final String NAME = "run";
    static final String LIVE = "--live";

    @Option(
            names = LIVE,
            description = {
                "While you write routes: follow the folder of WAYPOST_ROUTES. A saved edit is"
                        + " checked, and takes the place of what runs as a whole, or is told why"
                        + " not. In production, routes are read at start."
            })
    boolean live;

    /** For a process that runs this one: made once the routes run, and it ends with its parent. */
    @Option(names = "--started", paramLabel = "FILE", hidden = true)
    Path started;

    @Spec CommandSpec spec;

    @Inject WaypostConfig config;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (live) {
            return follow();
        }
        if (started != null) {
            ProcessHandle.current()
                    .parent()
                    .ifPresent(parent -> parent.onExit().thenRun(() -> Quarkus.asyncExit(0)));
            Files.createFile(started);
        }
        Quarkus.waitForExit();
        return 0;
    }

    private int follow() throws IOException, InterruptedException {
        Path routes =
                config.routes()
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(),
                                                "--live follows a folder: set WAYPOST_ROUTES to a"
                                                        + " copy of the routes"));
        int words = spec.root().commandLine().getParseResult().originalArgs().size();
        try (LiveRun run =
                new LiveRun(
                        routes,
                        OwnProgram.started(words, config.delivery().drainTimeout()),
                        spec.commandLine().getOut())) {
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "live-stop"));
            return run.follow();
        }
    }
}
