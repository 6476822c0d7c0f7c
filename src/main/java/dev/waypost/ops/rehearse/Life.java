package dev.waypost.ops.rehearse;

import dev.waypost.config.KafkaClients;
import dev.waypost.config.Outside;
import dev.waypost.config.Waiting;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.ops.rehearse.kafka.MemoryClients;
import dev.waypost.ops.rehearse.relay.LoopbackNetwork;
import dev.waypost.ops.rehearse.time.LifeLine;
import dev.waypost.ops.rehearse.time.VirtualTime;
import dev.waypost.ops.routes.CamelProblem;
import dev.waypost.ops.routes.FaultyRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.SubmissionPorts;
import dev.waypost.smtp.client.Network;
import dev.waypost.smtp.tls.RelayTls;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.quarkus.core.FastCamelContext;

/**
 * One life of the process: the routes in a Camel context of their own, with beans that nobody else
 * has had. It ends when all mail has its ending, or when nothing comes any more. One thread, which
 * is the time's too.
 */
final class Life implements AutoCloseable {

    /** How a life came to its end. */
    enum Ending {
        /** Every record that the routes read is committed. */
        DONE,
        /** Nothing happened any more, and something was left. */
        STUCK,
        /** Something lasted in real time. */
        HANGING
    }

    /** Real time in which nothing happened, and not for want of virtual time. */
    private static final Duration TOO_LONG = Duration.ofSeconds(20);

    /** More than the longest wait of any schedule that is of use. */
    private static final Duration FOR_EVER = Duration.ofDays(3);

    /** More than any story needs; whoever has more of them goes round in circles. */
    private static final int MOST_EFFECTS = 300;

    private final LifeLine line;
    private final VirtualTime time;
    private final MemoryClients clients;
    private final LoopbackNetwork network;
    private final RelayTls tls;
    private final Trace trace = new Trace();
    private final FastCamelContext context;
    private final Beans beans;
    private final RouteModel model;
    private final String topic;

    /**
     * Begins it.
     *
     * @param routes the files that it has them from
     * @param witness hears of each effect on the world
     * @throws FaultyRoutes where the routes do not start
     */
    Life(World world, List<String> routes, VirtualTime time, Consumer<String> witness)
            throws Exception {
        this.time = time;
        tls = world.tls();
        line = new LifeLine(time, witness);
        clients = new MemoryClients(world.kafka(), line);
        network = new LoopbackNetwork(world.relay(), world.authority(), line);
        beans = new Beans(this::replace);
        WaypostConfig config = Settings.current();
        topic = config.topic();
        context = Stage.of(beans);
        boolean begun = false;
        try {
            model = RouteModel.again(context, config, routes);
            Impatience.with(model);
            List<SubmissionPort> ports = SubmissionPorts.in(model, config.relay());
            world.relay()
                    .speaksTlsAt(
                            number ->
                                    ports.stream()
                                            .filter(port -> port.number() == number)
                                            .anyMatch(SubmissionPort::implicitTls));
            context.getCamelContextExtension().addInterceptStrategy(trace);
            start();
            beans.tail().start();
            beans.probe().start();
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    private void replace(Outside outside) {
        outside.replace(Clock.class, time);
        outside.replace(LongSupplier.class, time);
        outside.replace(Waiting.class, time);
        outside.replace(KafkaClients.class, clients);
        outside.replace(Network.class, network);
        outside.replace(RelayTls.class, tls);
    }

    private void start() {
        try {
            context.start();
        } catch (RuntimeException e) {
            throw CamelProblem.refusal(context, e);
        }
    }

    /** Lets it live until it ends. */
    Ending await() throws InterruptedException {
        synchronized (time) {
            Duration lastEffect = time.sinceEffect();
            long since = System.nanoTime();
            while (true) {
                boolean waiting = isWaiting();
                if (waiting && isDone()) {
                    return Ending.DONE;
                }
                Duration sinceEffect = time.sinceEffect();
                if (waiting) {
                    if (sinceEffect.compareTo(FOR_EVER) > 0 || line.effects() > MOST_EFFECTS) {
                        return Ending.STUCK;
                    }
                    time.leap();
                    since = System.nanoTime();
                } else if (sinceEffect.compareTo(lastEffect) < 0) {
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > TOO_LONG.toNanos()) {
                    return Ending.HANGING;
                }
                lastEffect = sinceEffect;
                time.wait(1);
            }
        }
    }

    /** Whether nothing will happen before time has passed. */
    private boolean isWaiting() {
        return clients.reading() >= consumers()
                && network.isQuiet()
                && !beans.probe().isProbing()
                && (beans.window().inFlight() == 0 || time.isTurnAwaited())
                && time.isIdle();
    }

    private long consumers() {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof KafkaEndpoint)
                .filter(
                        route ->
                                context.getRouteController()
                                        .getRouteStatus(route.getId())
                                        .isStarted())
                .count();
    }

    private boolean isDone() {
        return clients.reads(topic)
                && clients.isAllCommitted()
                && beans.window().inFlight() == 0
                && context.getInflightRepository().size() == 0;
    }

    /** Kills it: from now on it has no effect. */
    void cut() {
        line.kill();
    }

    Trace trace() {
        return trace;
    }

    RouteModel model() {
        return model;
    }

    /** Kills it, if it still lives. */
    @Override
    public void close() {
        line.kill();
        beans.probe().close();
        beans.tail().stop();
        context.stop();
        beans.accounts().close();
    }
}
