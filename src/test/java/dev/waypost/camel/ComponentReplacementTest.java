package dev.waypost.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ComponentReplacementTest.Anywhere.class)
class ComponentReplacementTest {

    @Inject CamelContext camel;

    public static class Anywhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "waypost.relay.host", "localhost",
                    "kafka.bootstrap.servers", "localhost:1",
                    "quarkus.kafka.devservices.enabled", "false");
        }
    }

    @Test
    void smtp_and_smtps_are_ours() {
        assertThat(camel.getComponent("smtp")).isInstanceOf(RelayMailComponent.class);
        assertThat(camel.getComponent("smtps")).isInstanceOf(RelayMailComponent.class);
        assertThat(camel.getEndpoint("smtps:localhost:465?to=ann@example.net")).isNotNull();
    }
}
