package dev.waypost.simulation;

import dev.waypost.commit.InFlightWindow;
import dev.waypost.commit.LeaderEpochs;
import dev.waypost.commit.Reports;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lanes;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Uuid;

/**
 * The real window, with topic ids from the fake Kafka: each pod hears of a topic that was made anew
 * up to a second late.
 */
final class WindowParts {

    private static final long LATEST = Plan.SECOND;
    private static final Class<?> TOPIC_IDS = Steps.type("dev.waypost.commit.TopicIds");
    private static final Constructor<?> WINDOW = window();
    private static final Constructor<?> SHARE = share();
    private static final Method CAPACITY = capacity();
    private static final Constructor<?> TOPIC_ID = topicId();

    private WindowParts() {}

    static InFlightWindow window(
            WaypostConfig config,
            Reports reports,
            Clock clock,
            LongSupplier nanoTime,
            FakeKafka kafka,
            LeaderEpochs epochs) {
        InvocationHandler answer =
                (proxy, asked, topic) -> Optional.of(id(kafka, topic[0].toString()));
        Object ids =
                Proxy.newProxyInstance(
                        TOPIC_IDS.getClassLoader(), new Class<?>[] {TOPIC_IDS}, answer);
        try {
            return (InFlightWindow)
                    WINDOW.newInstance(
                            Lanes.of(config),
                            CAPACITY.invoke(null, config),
                            reports,
                            clock,
                            nanoTime,
                            ids,
                            epochs,
                            SHARE.newInstance(Lanes.of(config), nanoTime));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object id(FakeKafka kafka, String topic) throws ReflectiveOperationException {
        long now = kafka.scheduler.now();
        long asked = now - now % LATEST;
        return TOPIC_ID.newInstance(
                new Uuid(topic.hashCode(), 1 + kafka.incarnation(topic, asked)), asked);
    }

    private static Constructor<?> window() {
        return open(
                Arrays.stream(InFlightWindow.class.getDeclaredConstructors())
                        .filter(each -> Arrays.asList(each.getParameterTypes()).contains(TOPIC_IDS))
                        .findFirst()
                        .orElseThrow());
    }

    private static Constructor<?> share() {
        return open(
                Arrays.stream(
                                Steps.type("dev.waypost.commit.PartitionShare")
                                        .getDeclaredConstructors())
                        .filter(each -> each.getParameterTypes()[0] == Lanes.class)
                        .findFirst()
                        .orElseThrow());
    }

    private static Constructor<?> topicId() {
        return open(Steps.type("dev.waypost.commit.TopicIds$TopicId").getDeclaredConstructors()[0]);
    }

    private static Constructor<?> open(Constructor<?> constructor) {
        constructor.setAccessible(true);
        return constructor;
    }

    private static Method capacity() {
        try {
            Method of =
                    Steps.type("dev.waypost.commit.InFlightLimit")
                            .getDeclaredMethod("of", WaypostConfig.class);
            of.setAccessible(true);
            return of;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
