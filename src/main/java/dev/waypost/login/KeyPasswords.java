package dev.waypost.login;

import dev.waypost.config.RelayConfig;
import dev.waypost.smtp.tls.KeyPassword;
import java.nio.file.Path;
import java.util.Optional;

/** The passwords of files with keys, as their own files hold them now. */
public final class KeyPasswords {

    private KeyPasswords() {}

    /** Of the certificate that we show to the relay, and of its key. */
    public static KeyPassword ofClient(RelayConfig relay) {
        return in(relay.clientKeyPasswordFile(), "waypost.relay.client-key-password-file");
    }

    /** Of a service account's key. */
    static KeyPassword ofServiceAccount(RelayConfig relay) {
        return in(relay.token().keyPasswordFile(), "waypost.relay.token.key-password-file");
    }

    private static KeyPassword in(Optional<Path> file, String setting) {
        String password = file.map(path -> SecretText.in(path, setting).text()).orElse("");
        return new KeyPassword(setting, password.toCharArray());
    }
}
