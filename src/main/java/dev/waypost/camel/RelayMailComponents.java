package dev.waypost.camel;

import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayLogin;
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
            RelayAccounts accounts, PortFailover failover, RelayLogin login, WaypostConfig config) {
        return new RelayMailComponent(accounts, failover, login, config);
    }

    @Produces
    @Singleton
    @Named("smtps")
    RelayMailComponent implicitTls(
            RelayAccounts accounts, PortFailover failover, RelayLogin login, WaypostConfig config) {
        return new RelayMailComponent(accounts, failover, login, config);
    }
}
