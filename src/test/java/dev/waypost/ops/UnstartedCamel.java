package dev.waypost.ops;

import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayMailComponent;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Properties;
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
        context.getPropertiesComponent().setOverrideProperties(properties);
        WaypostConfig config = settings.getConfigMapping(WaypostConfig.class);
        for (String scheme : List.of("smtp", "smtps")) {
            context.addComponent(scheme, new RelayMailComponent(null, null, null, config));
        }
        return context;
    }
}
