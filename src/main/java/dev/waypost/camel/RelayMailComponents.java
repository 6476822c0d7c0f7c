package dev.waypost.camel;

import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.smtp.pool.RelayPools;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Puts the pooled component in the place of Camel's own, under both its schemes. */
@Dependent
public class RelayMailComponents {

    @Produces
    @Singleton
    @Named("smtp")
    RelayMailComponent submission(
            RelayPools pools, PortFailover desk, RelayLogin login, WaypostConfig config) {
        return new RelayMailComponent(pools, desk, login, config);
    }

    @Produces
    @Singleton
    @Named("smtps")
    RelayMailComponent implicitTls(
            RelayPools pools, PortFailover desk, RelayLogin login, WaypostConfig config) {
        return new RelayMailComponent(pools, desk, login, config);
    }
}
