package dev.waypost.login;

import dev.waypost.config.RelayConfig;
import dev.waypost.config.VariableName;
import dev.waypost.smtp.tls.ClientIdentity;
import dev.waypost.smtp.tls.RelayTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the settings say of the login and cannot be, found before anything connects. */
public final class LoginFaults {

    /**
     * One of them.
     *
     * @param key of the setting
     * @param message what is wrong; never a secret
     * @param advice what to do
     */
    public record Fault(String key, String message, String advice) {}

    static final String USERNAME = "waypost.relay.username";
    private static final String PASSWORD = "waypost.relay.password";
    private static final String TOKEN = "waypost.relay.token.";

    private final RelayConfig relay;
    private final RelayConfig.Token token;
    private final boolean urlOfProfile;
    private final List<Fault> faults = new ArrayList<>();

    private LoginFaults(RelayConfig relay, boolean urlOfProfile) {
        this.relay = relay;
        this.token = relay.token();
        this.urlOfProfile = urlOfProfile;
    }

    /**
     * All of them, in the order in which they are to be mended.
     *
     * @param urlOfProfile whether the token server is only what the relay's profile says
     */
    public static List<Fault> in(RelayConfig relay, boolean urlOfProfile) {
        LoginFaults all = new LoginFaults(relay, urlOfProfile);
        all.twoAtOnce();
        if (all.faults.isEmpty()) {
            all.missing();
            all.token();
            all.certificates();
        }
        return List.copyOf(all.faults);
    }

    private void twoAtOnce() {
        Map<String, Boolean> methods = new TreeMap<>();
        methods.put(PASSWORD, relay.password().isPresent());
        methods.put(PASSWORD + "-file", relay.passwordFile().isPresent());
        boolean refresh = token.refreshToken().isPresent() || token.refreshTokenFile().isPresent();
        // Beside a refresh token it is a part of that login.
        methods.put(TOKEN + "client-secret", !refresh && token.clientSecret().isPresent());
        methods.put(TOKEN + "client-secret-file", !refresh && token.clientSecretFile().isPresent());
        methods.put(TOKEN + "refresh-token", token.refreshToken().isPresent());
        methods.put(TOKEN + "refresh-token-file", token.refreshTokenFile().isPresent());
        methods.put(TOKEN + "key-file", token.keyFile().isPresent());
        List<String> set =
                methods.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList();
        if (set.size() > 1) {
            fault(
                    set.get(0),
                    "is one login and "
                            + set.stream().skip(1).collect(Collectors.joining(" and "))
                            + " another; only one can be used",
                    "take all but one out");
        } else if (token.clientSecret().isPresent() && token.clientSecretFile().isPresent()) {
            fault(
                    TOKEN + "client-secret",
                    "stands beside " + TOKEN + "client-secret-file; only one can be used",
                    "take one of the two out");
        }
    }

    private void missing() {
        boolean password = relay.password().isPresent() || relay.passwordFile().isPresent();
        boolean proven =
                password || TokenLogin.isConfigured(relay) || relay.clientCertificate().isPresent();
        if (relay.username().isPresent() && !proven) {
            fault(
                    PASSWORD,
                    "is missing, and a user name is set",
                    "set it or waypost.relay.password-file; or waypost.relay.token.* for OAuth 2,"
                            + " or waypost.relay.client-certificate; or take "
                            + VariableName.of(USERNAME)
                            + " out");
        }
        if (relay.username().isEmpty() && (password || TokenLogin.isConfigured(relay))) {
            fault(
                    USERNAME,
                    "is missing, so nobody would log in",
                    password
                            ? "set it, or take the password out"
                            : "set it to the mailbox that mail is sent for");
        }
        if (relay.clientCertificate().isEmpty()
                && (relay.clientKey().isPresent() || relay.clientKeyPasswordFile().isPresent())) {
            fault(
                    "waypost.relay.client-certificate",
                    relay.clientKey().isPresent()
                            ? "is missing, and waypost.relay.client-key is set"
                            : "is missing, and waypost.relay.client-key-password-file is set",
                    "set it to the file with the certificate of that key");
        }
    }

    private void token() {
        if (!TokenLogin.isConfigured(relay)) {
            boolean begun =
                    token.clientId().isPresent() || token.url().isPresent() && !urlOfProfile;
            if (begun) {
                fault(
                        TOKEN + "client-secret-file",
                        "is missing, and there is nothing else to ask for a token with",
                        "set it, or waypost.relay.token.refresh-token-file, or"
                                + " waypost.relay.token.key-file");
            }
            return;
        }
        url();
        if (token.scopes().orElse(List.of()).isEmpty()) {
            fault(
                    TOKEN + "scopes",
                    "is missing: a token without a scope lets nobody send",
                    "set https://outlook.office365.com/.default for Microsoft 365,"
                            + " https://mail.google.com/ for Google, or set WAYPOST_RELAY_PROFILE");
        }
        if (token.keyFile().isPresent()) {
            key(token.keyFile().get());
        } else if (token.clientId().isEmpty()) {
            fault(
                    TOKEN + "client-id",
                    "is missing",
                    "set the application's id at the authorization server");
        }
    }

    private void url() {
        String key = TOKEN + "url";
        String advice =
                "set the token endpoint, such as"
                        + " https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token";
        if (token.url().isEmpty()) {
            fault(key, "is missing", advice);
            return;
        }
        try {
            URI url = URI.create(token.url().get());
            if (!"https".equalsIgnoreCase(url.getScheme())) {
                fault(key, "is no https URL, and a secret would travel in clear", advice);
            } else if (url.getHost() == null || url.getRawUserInfo() != null) {
                fault(key, "names no host, or a user", advice);
            }
        } catch (IllegalArgumentException e) {
            fault(key, "is no URL", advice);
        }
    }

    private void key(Path file) {
        String key = TOKEN + "key-file";
        try {
            ServiceAccountKey account =
                    ServiceAccountKey.read(
                            Files.readAllBytes(file), KeyPasswords.ofServiceAccount(relay));
            if (account.email().isEmpty() && token.clientId().isEmpty()) {
                fault(
                        TOKEN + "client-id",
                        "is missing, and the key's file does not name the service account",
                        "set the account's address, or mount the JSON file");
            }
        } catch (IOException told) {
            // Files that cannot be read are told by who looks at all of them.
        } catch (IllegalArgumentException e) {
            fault(
                    key,
                    file + " " + e.getMessage(),
                    "name the service account's JSON file, or RSA in PEM or PKCS #12");
        }
    }

    private void certificates() {
        relay.clientCertificate().filter(Files::isReadable).ifPresent(this::identity);
        token.trustCertificates().filter(Files::isReadable).ifPresent(this::trusted);
    }

    private void identity(Path file) {
        try {
            ClientIdentity.read(file, relay.clientKey().orElse(file), KeyPasswords.ofClient(relay));
        } catch (ClientIdentity.Unusable e) {
            fault(e.setting(), e.fault(), e.advice());
        }
    }

    private void trusted(Path file) {
        String key = TOKEN + "trust-certificates";
        try {
            RelayTls.context(key, Optional.of(file));
        } catch (IllegalArgumentException e) {
            fault(key, file + " holds no certificate in PEM", "name one that does");
        }
    }

    private void fault(String key, String message, String advice) {
        faults.add(new Fault(key, message, advice));
    }
}
