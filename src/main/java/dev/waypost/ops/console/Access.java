package dev.waypost.ops.console;

import dev.waypost.config.WaypostConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may look and who may act. From this machine everybody may look, from elsewhere who has logged
 * in; acting wants the role {@code operator}, and a request that no other site can have made. A
 * refusal is answered here. Any thread.
 */
@Singleton
class Access {

    /** A page of another site cannot add it without asking first, and is not allowed to. */
    static final String OWN = "X-Waypost-Console";

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final PasswordLogin login;
    private final boolean off;

    @Inject
    Access(
            WaypostConfig config,
            PasswordLogin login,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host) {
        this.login = login;
        this.off = config.console().security().equals("off");
        if (off && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "waypost.console.security (WAYPOST_CONSOLE_SECURITY) is off, which is for a"
                            + " machine of one's own alone: set quarkus.http.host"
                            + " (QUARKUS_HTTP_HOST) to localhost, or leave it on");
        }
    }

    /** Who looks; where that may not be, it is answered and empty. */
    Optional<Viewer> reading(RoutingContext request) {
        boolean local = isLocal(request.request());
        if (off) {
            return local ? Optional.of(new Viewer("", true)) : refused(request, 403, NOT_LOCAL);
        }
        Optional<Viewer> known = known(request);
        if (known.isPresent()) {
            return known;
        }
        if (local) {
            return Optional.of(Viewer.UNNAMED);
        }
        return login.isConfigured() ? challenged(request) : refused(request, 403, NOT_CONFIGURED);
    }

    /** Who looks for something in what is costly to read: no page of another site may. */
    Optional<Viewer> asking(RoutingContext request) {
        return isOwn(request.request())
                ? reading(request)
                : refused(request, 403, "this request is not the console's own");
    }

    /** Who acts; where that may not be, it is answered and empty. */
    Optional<Viewer> acting(RoutingContext request) {
        Optional<Viewer> viewer = asking(request);
        if (viewer.isEmpty() || viewer.get().operator()) {
            return viewer;
        }
        if (viewer.get().name().isEmpty()) {
            return login.isConfigured()
                    ? challenged(request)
                    : refused(request, 403, NOT_CONFIGURED);
        }
        return refused(request, 403, viewer.get().name() + " has not the role operator");
    }

    /** Who has logged in; where nobody has, it is asked for. */
    Optional<Viewer> named(RoutingContext request) {
        return known(request)
                .or(
                        () ->
                                off
                                        ? reading(request)
                                        : login.isConfigured()
                                                ? challenged(request)
                                                : refused(request, 403, NOT_CONFIGURED));
    }

    /** Whether anybody could log in. */
    boolean hasLogin() {
        return login.isConfigured() && !off;
    }

    private static final String NOT_CONFIGURED =
            "no login is configured: set waypost.console.password-file and"
                    + " waypost.console.operators, or look from this machine itself";

    private static final String NOT_LOCAL = "only from this machine itself";

    private static Optional<Viewer> known(RoutingContext request) {
        if (!(request.user() instanceof QuarkusHttpUser user)) {
            return Optional.empty();
        }
        SecurityIdentity identity = user.getSecurityIdentity();
        return identity.isAnonymous()
                ? Optional.empty()
                : Optional.of(
                        new Viewer(
                                identity.getPrincipal().getName(),
                                identity.hasRole(PasswordLogin.OPERATOR)));
    }

    /**
     * Not by way of a proxy, and by a name that leads here: a name of somebody else's that points
     * to this machine would let that site's pages in.
     */
    private static boolean isLocal(HttpServerRequest request) {
        boolean forwarded =
                request.headers().names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(
                                name -> name.equals("forwarded") || name.startsWith("x-forwarded"));
        String host = Optional.ofNullable(request.getHeader("Host")).orElse("");
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return !forwarded
                && LOOPBACK_NAMES.contains(name)
                && isLoopback(request.remoteAddress().hostAddress());
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** By a header that only our own page adds, and by what browsers say of where it comes from. */
    private static boolean isOwn(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        boolean sameOrigin =
                origin == null
                        || Stream.of("http://", "https://")
                                .anyMatch(it -> origin.equals(it + host));
        return request.getHeader(OWN) != null
                && (site == null || site.equals("same-origin"))
                && sameOrigin;
    }

    private static Optional<Viewer> challenged(RoutingContext request) {
        request.response()
                .putHeader("WWW-Authenticate", "Basic realm=\"Waypost\", charset=\"UTF-8\"");
        return refused(request, 401, "log in");
    }

    private static Optional<Viewer> refused(RoutingContext request, int status, String why) {
        Answer.text(request, status, why);
        return Optional.empty();
    }
}
