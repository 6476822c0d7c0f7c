package dev.waypost.ops.image;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractResponse;

/**
 * Reads a broker's answer by the class that is named after what was asked. Kafka's own way names
 * all 80 classes in one place, so that none could be left out. Any thread.
 */
final class KafkaAnswers {

    private static final String PACKAGE = "org.apache.kafka.common.requests.";

    private static final Map<ApiKeys, Method> KNOWN = new ConcurrentHashMap<>();

    private KafkaAnswers() {}

    /**
     * @throws RuntimeException what the class's own {@code parse} throws
     * @throws AssertionError if the executable cannot ask this, as Kafka has it
     */
    static AbstractResponse read(ApiKeys asked, ByteBuffer answer, short version) {
        try {
            Method parse = KNOWN.get(asked);
            if (parse == null) {
                parse = parse(Class.forName(response(asked)));
                KNOWN.put(asked, parse);
            }
            return (AbstractResponse) parse.invoke(null, answer, version);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(asked + " is never asked", e);
        }
    }

    static String request(ApiKeys asked) {
        return PACKAGE + named(asked) + "Request";
    }

    static String response(ApiKeys asked) {
        return PACKAGE + named(asked) + "Response";
    }

    static Method parse(Class<?> response) throws NoSuchMethodException {
        return response.getMethod("parse", ByteBuffer.class, short.class);
    }

    private static String named(ApiKeys asked) {
        return asked == ApiKeys.OFFSET_FOR_LEADER_EPOCH ? "OffsetsForLeaderEpoch" : asked.name;
    }
}
