package dev.waypost.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Kafka's consumer interface in front of a {@link FakeConsumer}: a method that the fake does not
 * have says so, rather than pretending.
 */
final class ConsumerMask implements InvocationHandler {

    private static final Map<Method, Method> BEHIND = new ConcurrentHashMap<>();

    private final FakeConsumer behind;

    private ConsumerMask(FakeConsumer behind) {
        this.behind = behind;
    }

    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(FakeConsumer behind) {
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        ConsumerMask.class.getClassLoader(),
                        new Class<?>[] {Consumer.class},
                        new ConsumerMask(behind));
    }

    @Override
    public Object invoke(Object proxy, Method asked, Object[] arguments) throws Throwable {
        if (asked.getDeclaringClass() == Object.class) {
            return switch (asked.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> behind.name().hashCode();
                default -> "consumer of " + behind.name();
            };
        }
        try {
            return BEHIND.computeIfAbsent(asked, ConsumerMask::counterpart)
                    .invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Method counterpart(Method asked) {
        try {
            return FakeConsumer.class.getMethod(asked.getName(), asked.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new UnsupportedOperationException("the fake Kafka lacks " + asked, e);
        }
    }
}
