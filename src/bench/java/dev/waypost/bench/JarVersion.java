package dev.waypost.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as the names of the jars on the class path tell them. */
final class JarVersion {

    private JarVersion() {}

    /** The version of an artifact, {@code ?} if it is not there. */
    static String of(String artifact) {
        Pattern name = Pattern.compile(".*/" + Pattern.quote(artifact) + "-(\\d[^/]*)\\.jar");
        return JavaCommand.classPath()
                .map(name::matcher)
                .filter(Matcher::matches)
                .map(jar -> jar.group(1))
                .findFirst()
                .orElse("?");
    }
}
