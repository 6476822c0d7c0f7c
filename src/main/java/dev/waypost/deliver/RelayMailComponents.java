package dev.waypost.deliver;

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
    RelayMailComponent submission(RelayPools pools) {
        return new RelayMailComponent(pools);
    }

    @Produces
    @Singleton
    @Named("smtps")
    RelayMailComponent implicitTls(RelayPools pools) {
        return new RelayMailComponent(pools);
    }
}
