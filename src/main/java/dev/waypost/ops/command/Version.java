package dev.waypost.ops.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/**
 * What {@code --version} prints: the version that the artifact was built as, which the build writes
 * into a resource. It is asked before any setting is read.
 */
class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        try (InputStream built = Version.class.getResourceAsStream("/version.txt")) {
            String version = new String(built.readAllBytes(), StandardCharsets.UTF_8);
            return new String[] {"waypost " + version.strip()};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
