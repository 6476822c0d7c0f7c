package dev.waypost.ops.command;

import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version that the artifact was built as. */
class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version =
                ConfigProvider.getConfig()
                        .getOptionalValue("quarkus.application.version", String.class)
                        .orElse("(unpackaged)");
        return new String[] {"waypost " + version};
    }
}
