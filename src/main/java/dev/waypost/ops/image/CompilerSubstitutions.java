package dev.waypost.ops.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/** The executable has no compiler to hold back, and asks no bean of the JVM's management for it. */
final class CompilerSubstitutions {

    private CompilerSubstitutions() {}

    @TargetClass(className = "dev.waypost.ops.command.QuickCompiler")
    static final class Quick {

        @Substitute
        static void soon() {}
    }
}
