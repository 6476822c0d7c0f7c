package dev.waypost.kafka;

import dev.waypost.relay.TestCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A way of a broker to know its clients, and what both sides have to be told for it. */
public enum SecuredListener {
    SASL_PLAIN("SASL_PLAINTEXT") {
        @Override
        Map<String, String> broker(String prefix, Path folder) {
            return Map.of(
                    prefix + "sasl.enabled.mechanisms",
                    "PLAIN",
                    prefix + "plain.sasl.jaas.config",
                    "%s required user_%s=\"%s\";".formatted(PLAIN, USER, PASSWORD));
        }

        @Override
        Map<String, String> client(Path folder) {
            return Map.of(
                    "security.protocol", protocol(),
                    "sasl.mechanism", "PLAIN",
                    "sasl.jaas.config", login(PLAIN));
        }
    },

    SCRAM_OVER_TLS("SASL_SSL") {
        @Override
        Map<String, String> broker(String prefix, Path folder) {
            return Map.of(
                    prefix + "sasl.enabled.mechanisms",
                    "SCRAM-SHA-512",
                    prefix + "scram-sha-512.sasl.jaas.config",
                    SCRAM + " required;",
                    prefix + "ssl.keystore.type",
                    "PEM",
                    prefix + "ssl.keystore.location",
                    CERTIFICATES.keyPem(folder, "broker").toString());
        }

        @Override
        Map<String, String> client(Path folder) {
            return Map.of(
                    "security.protocol", protocol(),
                    "sasl.mechanism", "SCRAM-SHA-512",
                    "sasl.jaas.config", login(SCRAM),
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.location", CERTIFICATES.caPem(folder).toString());
        }

        @Override
        void addUser(String bootstrapServers) {
            alter(
                    bootstrapServers,
                    new UserScramCredentialUpsertion(
                            USER,
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                            PASSWORD));
        }

        @Override
        void dropUser(String bootstrapServers) {
            alter(
                    bootstrapServers,
                    new UserScramCredentialDeletion(USER, ScramMechanism.SCRAM_SHA_512));
        }

        private static void alter(String bootstrapServers, UserScramCredentialAlteration by) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
                admin.alterUserScramCredentials(List.of(by)).all().get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    },

    MUTUAL_TLS("SSL") {
        @Override
        Map<String, String> broker(String prefix, Path folder) {
            return Map.of(
                    prefix + "ssl.client.auth", "required",
                    prefix + "ssl.keystore.type", "PEM",
                    prefix + "ssl.keystore.location",
                            CERTIFICATES.keyPem(folder, "broker").toString(),
                    prefix + "ssl.truststore.type", "PEM",
                    prefix + "ssl.truststore.location", CERTIFICATES.caPem(folder).toString());
        }

        @Override
        Map<String, String> client(Path folder) {
            return Map.of(
                    "security.protocol", protocol(),
                    "ssl.keystore.type", "PEM",
                    "ssl.keystore.location", CERTIFICATES.keyPem(folder, "client").toString(),
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.location", CERTIFICATES.caPem(folder).toString());
        }
    };

    private static final String USER = "waypost";
    private static final String PASSWORD = "client-secret";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private final String protocol;

    SecuredListener(String protocol) {
        this.protocol = protocol;
    }

    /** The listener's settings, for a broker whose files are in this folder. */
    abstract Map<String, String> broker(String prefix, Path folder);

    /** The settings of a client that is let in. */
    abstract Map<String, String> client(Path folder);

    /** Makes the client known where the settings alone do not. */
    void addUser(String bootstrapServers) {
        // It stands in the broker's settings, or in its certificate.
    }

    /** Takes that back. */
    void dropUser(String bootstrapServers) {
        throw new UnsupportedOperationException(this + " has its users in the broker's settings");
    }

    String protocol() {
        return protocol;
    }

    private static String login(String module) {
        return "%s required username=\"%s\" password=\"%s\";".formatted(module, USER, PASSWORD);
    }
}
