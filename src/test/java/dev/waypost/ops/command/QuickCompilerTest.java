package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class QuickCompilerTest {

    private final MBeanServer jvm = ManagementFactory.getPlatformMBeanServer();

    @Test
    void the_optimizing_compiler_has_nothing_to_do_in_a_command_of_seconds() throws Exception {
        assumeTrue(jvm.isRegistered(new ObjectName(QuickCompiler.COMMANDS)), "HotSpot");

        assertThat(QuickCompiler.now()).isTrue();

        assertThat(asked("compilerDirectivesPrint"))
                .containsSubsequence("matching: *.*", "c2 directives", "Exclude:true");
        asked("compilerDirectivesClear");
    }

    private String asked(String command) throws Exception {
        return String.valueOf(
                jvm.invoke(new ObjectName(QuickCompiler.COMMANDS), command, null, null));
    }
}
