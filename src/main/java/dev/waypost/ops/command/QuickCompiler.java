package dev.waypost.ops.command;

import io.quarkus.runtime.ImageMode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Leaves the JVM's optimizing compiler out of what is over in seconds: on two cores it takes a
 * third of the time of a {@code check}, and what it makes comes too late (ADR 32). A JVM that
 * cannot do so, and the native executable, which compiles nothing, go on as they are.
 */
final class QuickCompiler {

    private static final String DIRECTIVES = "[{match: [\"*.*\"], c2: {Exclude: true}}]";

    /** JEP 165: what {@code jcmd Compiler.directives_add} asks for. */
    private static final String ADD = "compilerDirectivesAdd";

    static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private QuickCompiler() {}

    /** From some 0.1 s later on; nobody waits for it. */
    static void soon() {
        if (ImageMode.current() != ImageMode.JVM) {
            return;
        }
        Thread thread = new Thread(QuickCompiler::now, "waypost-compiler");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the JVM does so from now on. */
    static boolean now() {
        try {
            Path file = Files.createTempFile("waypost", ".json");
            try {
                Files.writeString(file, DIRECTIVES);
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName(COMMANDS),
                                ADD,
                                new Object[] {new String[] {file.toString()}},
                                new String[] {String[].class.getName()});
            } finally {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (JMException | IOException | RuntimeException | LinkageError notHere) {
            return false;
        }
    }
}
