package dev.waypost.ops;

import dev.waypost.config.RelayConfig;
import dev.waypost.config.VariableName;
import dev.waypost.config.WaypostConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that settings name can be read: a start without them would fail, or log in nowhere. */
public final class SettingFiles {

    private SettingFiles() {}

    /** An error for each that cannot. */
    public static List<Finding> in(WaypostConfig config) {
        RelayConfig relay = config.relay();
        RelayConfig.Token token = relay.token();
        return Stream.of(
                        unreadable(
                                "waypost.relay.trust-certificates",
                                relay.trustCertificates(),
                                "a PEM file"),
                        unreadable(
                                "waypost.relay.password-file",
                                relay.passwordFile(),
                                "a file with the password"),
                        unreadable(
                                "waypost.relay.client-certificate",
                                relay.clientCertificate(),
                                "a file in PEM or PKCS #12"),
                        unreadable(
                                "waypost.relay.client-key",
                                relay.clientKey(),
                                "a file in PEM or PKCS #12"),
                        unreadable(
                                "waypost.relay.client-key-password-file",
                                relay.clientKeyPasswordFile(),
                                "a file with the password"),
                        unreadable(
                                "waypost.relay.token.client-secret-file",
                                token.clientSecretFile(),
                                "a file with the client secret"),
                        unreadable(
                                "waypost.relay.token.refresh-token-file",
                                token.refreshTokenFile(),
                                "a file with the refresh token"),
                        unreadable(
                                "waypost.relay.token.key-file",
                                token.keyFile(),
                                "the service account's key"),
                        unreadable(
                                "waypost.relay.token.key-password-file",
                                token.keyPasswordFile(),
                                "a file with the password"),
                        unreadable(
                                "waypost.relay.token.trust-certificates",
                                token.trustCertificates(),
                                "a PEM file"),
                        unreadable(
                                "waypost.console.password-file",
                                config.console().passwordFile(),
                                "a file as htpasswd -B writes it"))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * @throws IllegalArgumentException for the first that cannot
     */
    static void require(WaypostConfig config) {
        in(config).stream()
                .findFirst()
                .ifPresent(
                        fault -> {
                            throw new IllegalArgumentException(
                                    "%s: %s; %s"
                                            .formatted(
                                                    fault.subject(),
                                                    fault.message(),
                                                    fault.advice()));
                        });
    }

    private static Optional<Finding> unreadable(String key, Optional<Path> file, String wanted) {
        return file.filter(path -> !Files.isReadable(path) || Files.isDirectory(path))
                .map(
                        path ->
                                Finding.error(
                                        VariableName.beside(key),
                                        "cannot read " + path,
                                        "name %s that this user may read".formatted(wanted)));
    }
}
