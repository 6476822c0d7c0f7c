package dev.waypost.ops.rehearse;

import dev.waypost.config.WaypostConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of a rehearsal: the user's, but for what belongs to the world outside. They rank
 * above the environment; {@link #close} gives the user's back. Any thread.
 */
final class Settings implements AutoCloseable {

    private static final ConfigClass TYPE = ConfigClass.configClass(WaypostConfig.class);

    /** What would ask for more than a name and a password, or for a server elsewhere. */
    private static final List<String> NO_OTHER_LOGIN =
            List.of(
                    "password-file",
                    "token.url",
                    "token.scopes",
                    "token.client-id",
                    "token.client-secret",
                    "token.client-secret-file",
                    "token.refresh-token",
                    "token.refresh-token-file",
                    "token.key-file",
                    "token.key-password-file",
                    "token.trust-certificates",
                    "client-certificate",
                    "client-key",
                    "client-key-password-file");

    private final Map<String, String> before = new LinkedHashMap<>();

    /**
     * @param trusted file with the certificate of the rehearsal's authority
     */
    Settings(Path trusted) {
        Map<String, String> played = new LinkedHashMap<>();
        played.put("kafka.bootstrap.servers", "localhost:9092");
        played.put("waypost.relay.username", "waypost");
        played.put("waypost.relay.password", "secret");
        NO_OTHER_LOGIN.forEach(key -> played.put("waypost.relay." + key, ""));
        played.put("waypost.relay.trust-certificates", trusted.toString());
        played.put("waypost.relay.submission-port", "587");
        played.put("waypost.relay.alternate-port", "2525");
        played.put("waypost.relay.implicit-tls-port", "465");
        // The stories are told with Waypost's own rules and what it does by default.
        played.put("waypost.relay.reply-rules", "");
        played.put("waypost.delivery.uncertain", "retry-later");
        // One after the other, so that each playing is like the one before.
        played.put("waypost.delivery.workers", "1");
        played.forEach(this::set);
        apply();
    }

    private void set(String key, String value) {
        before.put(key, System.getProperty(key));
        System.setProperty(key, value);
    }

    private static void apply() {
        SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        ConfigMappings.registerConfigMappings(config, Set.of(TYPE));
        Beans.forget();
    }

    /** What is in force now. */
    static WaypostConfig current() {
        return ConfigProvider.getConfig()
                .unwrap(SmallRyeConfig.class)
                .getConfigMapping(WaypostConfig.class);
    }

    @Override
    public void close() {
        before.forEach(
                (key, value) -> {
                    if (value == null) {
                        System.clearProperty(key);
                    } else {
                        System.setProperty(key, value);
                    }
                });
        apply();
    }
}
