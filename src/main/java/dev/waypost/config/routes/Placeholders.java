package dev.waypost.config.routes;

import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings by which routes' placeholders are filled in, asked before Camel's own source: that
 * one reads all settings, secrets among them, for each placeholder. Any thread.
 */
final class Placeholders implements PropertiesSource, Ordered {

    static final String NAME = "waypost";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getProperty(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class).orElse(null);
    }

    @Override
    public int getOrder() {
        return HIGHEST;
    }
}
