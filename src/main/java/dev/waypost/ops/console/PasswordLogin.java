package dev.waypost.ops.console;

import dev.waypost.config.WaypostConfig;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Lets in who is in the password file, with the role {@code operator} where the settings say so.
 */
@Singleton
class PasswordLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    /** Who may act. */
    static final String OPERATOR = "operator";

    private static final Logger LOG = Logger.getLogger(PasswordLogin.class);

    private final Optional<PasswordFile> file;
    private final Set<String> operators;

    @Inject
    PasswordLogin(WaypostConfig config) {
        this.file = config.console().passwordFile().map(PasswordFile::new);
        this.operators = Set.copyOf(config.console().operators().orElse(List.of()));
    }

    /** Whether anybody can log in. */
    boolean isConfigured() {
        return file.isPresent();
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request));
    }

    private SecurityIdentity identity(UsernamePasswordAuthenticationRequest request) {
        String name = request.getUsername();
        char[] password = request.getPassword().getPassword();
        if (file.isEmpty() || !file.get().isRight(name, password)) {
            LOG.warn("a login to the console was refused");
            throw new AuthenticationFailedException();
        }
        QuarkusSecurityIdentity.Builder builder =
                QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name));
        if (operators.contains(name)) {
            builder.addRole(OPERATOR);
        }
        return builder.build();
    }
}
