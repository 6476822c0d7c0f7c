package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waypost.ops.deadletter.Place;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the HTTP port answers, and to whom. No id, address or secret is ever part of a URL. */
@Singleton
class Console {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_OCTETS = 64 * 1024;

    private static final Map<String, String> FILES =
            Map.of(
                    "/", "text/html; charset=utf-8",
                    "/console.css", "text/css; charset=utf-8",
                    "/console.js", "text/javascript; charset=utf-8",
                    "/icon.svg", "image/svg+xml");

    private final Access access;
    private final Live live;
    private final PodState state;
    private final LetterPages letters;
    private final StoryPages stories;
    private final ControlPages control;
    private final Demo demo;

    @Inject
    Console(
            Access access,
            Live live,
            PodState state,
            LetterPages letters,
            StoryPages stories,
            ControlPages control,
            Demo demo) {
        this.access = access;
        this.live = live;
        this.state = state;
        this.letters = letters;
        this.stories = stories;
        this.control = control;
        this.demo = demo;
    }

    /** Where nobody listens it is not made, nor what it would show: a command starts faster. */
    static void routes(
            @Observes Router router,
            Instance<Console> console,
            @ConfigProperty(name = "quarkus.http.host-enabled") boolean isServed) {
        if (isServed) {
            console.get().routes(router);
        }
    }

    private void routes(Router router) {
        FILES.forEach((path, type) -> read(router, path).handler(request -> file(request, type)));
        router.get("/login").handler(this::login);
        read(router, "/api/me").handler(this::me);
        router.get("/api/live").handler(this::live);
        reading(router, "/api/state", (request, viewer) -> state.json());
        reading(
                router,
                "/api/dead-letters",
                (request, viewer) -> letters.latest(request.request().getParam("reason")));
        reading(router, "/api/dead-letters/counts", (request, viewer) -> letters.counts());
        reading(
                router,
                "/api/dead-letters/at/:place",
                (request, viewer) ->
                        letters.one(Place.parse(request.pathParam("place")), viewer)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "no dead letter there")));
        posting(router, "/api/mails", access::asking, (asked, viewer) -> stories.find(asked));
        acting(router, "/api/dead-letters/replay", letters::replay);
        acting(router, "/api/control", control::say);
        if (demo.isThere()) {
            router.get("/demo/*").blockingHandler(this::demoPage, false);
            acting(router, "/demo/:what", (said, viewer) -> demo.act(said));
        }
        live.start();
    }

    private interface Reading {
        JsonNode answer(RoutingContext request, Viewer viewer);
    }

    private interface Acting {
        JsonNode answer(JsonNode said, Viewer viewer) throws IOException;
    }

    /** Who asks for the head alone gets that of the same answer (RFC 9110 section 9.3.2). */
    private static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void reading(Router router, String path, Reading reading) {
        read(router, path)
                .blockingHandler(
                        request ->
                                access.reading(request)
                                        .ifPresent(
                                                it ->
                                                        answer(
                                                                request,
                                                                it,
                                                                () -> reading.answer(request, it))),
                        false);
    }

    private void acting(Router router, String path, Acting acting) {
        posting(router, path, access::acting, acting);
    }

    private static void posting(
            Router router,
            String path,
            Function<RoutingContext, Optional<Viewer>> who,
            Acting acting) {
        router.post(path)
                .handler(
                        request ->
                                who.apply(request)
                                        .ifPresent(viewer -> said(request, viewer, acting)));
    }

    private static void said(RoutingContext request, Viewer viewer, Acting acting) {
        Future<Buffer> all = request.request().body();
        request.request().resume(); // It waits while who asks is found out.
        all.onFailure(gone -> Answer.text(request, 400, "no body came"))
                .onSuccess(
                        body -> {
                            if (body.length() > MOST_OCTETS) {
                                Answer.text(request, 413, "too much");
                                return;
                            }
                            request.vertx()
                                    .executeBlocking(
                                            () -> {
                                                answer(
                                                        request,
                                                        viewer,
                                                        () ->
                                                                acting.answer(
                                                                        JSON.readTree(
                                                                                body.getBytes()),
                                                                        viewer));
                                                return null;
                                            },
                                            false);
                        });
    }

    private interface Work {
        JsonNode done() throws IOException;
    }

    private static void answer(RoutingContext request, Viewer viewer, Work work) {
        try {
            Answer.json(request, Masked.of(work.done(), viewer));
        } catch (IllegalArgumentException | IOException e) {
            Answer.text(request, 400, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            Answer.text(request, 503, "Kafka does not answer: " + e.getMessage());
        }
    }

    private void file(RoutingContext request, String type) {
        if (access.reading(request).isEmpty()) {
            return;
        }
        String path = request.normalizedPath();
        String name = path.equals("/") ? "/index.html" : path;
        try (InputStream content = Console.class.getResourceAsStream("/console" + name)) {
            Answer.send(
                    request, 200, type, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            request.fail(e);
        }
    }

    private void login(RoutingContext request) {
        if (access.named(request).isPresent()) {
            request.response().putHeader("Location", "/");
            Answer.text(request, 303, "welcome");
        }
    }

    private void me(RoutingContext request) {
        access.reading(request)
                .ifPresent(
                        viewer ->
                                Answer.json(
                                        request,
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("name", viewer.name())
                                                .put("operator", viewer.operator())
                                                .put("login", access.hasLogin())
                                                .put("demo", demo.isThere())));
    }

    private void live(RoutingContext request) {
        Optional<Viewer> viewer = access.reading(request);
        if (viewer.isEmpty()) {
            return;
        }
        HttpServerResponse page = Answer.guarded(request.response());
        page.putHeader("Content-Type", "text/event-stream");
        if (!live.tell(page, viewer.get())) {
            Answer.text(request, 503, "too many pages are open");
        }
    }

    private void demoPage(RoutingContext request) {
        if (access.reading(request).isPresent()) {
            demo.page(request);
        }
    }
}
