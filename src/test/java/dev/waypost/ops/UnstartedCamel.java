package dev.waypost.ops;

import dev.waypost.camel.RelayMailComponent;
import dev.waypost.config.WaypostConfig;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Properties;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel as `check` and `doctor` have it: with settings and components, and nothing started. */
public final class UnstartedCamel {

    private UnstartedCamel() {}

    public static DefaultCamelContext with(SmallRyeConfig settings) {
        DefaultCamelContext context = new DefaultCamelContext();
        Properties properties = new Properties();
        for (String name : settings.getPropertyNames()) {
            settings.getOptionalValue(name, String.class)
                    .ifPresent(value -> properties.put(name, value));
        }
        PropertiesComponent placeholders = (PropertiesComponent) context.getPropertiesComponent();
        placeholders.setOverrideProperties(properties);
        // These settings alone, not those of another test in the same process.
        placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        placeholders.setEnvironmentVariableMode(
                PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        WaypostConfig config = settings.getConfigMapping(WaypostConfig.class);
        for (String scheme : List.of("smtp", "smtps")) {
            context.addComponent(scheme, new RelayMailComponent(null, null, null, config));
        }
        return context;
    }
}
