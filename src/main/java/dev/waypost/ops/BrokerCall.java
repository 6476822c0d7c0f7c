package dev.waypost.ops;

import dev.waypost.config.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the cluster for its brokers, which needs no right but to log in; an answer is what counts.
 * Keeps its connection while answers come and begins anew, with the name's present addresses, after
 * a failure. One thread at a time.
 */
final class BrokerCall implements Callable<Integer>, AutoCloseable {

    private final Map<String, Object> settings;
    private Admin admin;

    BrokerCall(KafkaSettings kafka, Duration patience) {
        int millis = (int) patience.toMillis();
        settings = kafka.admin(patience);
        // Where packets vanish, the next attempt at a connection must not wait for the last one.
        settings.put("socket.connection.setup.timeout.ms", millis);
        settings.put("socket.connection.setup.timeout.max.ms", millis);
    }

    /**
     * How many brokers there are.
     *
     * @throws KafkaException the reason why none answered, a {@link
     *     org.apache.kafka.common.errors.TimeoutException} after the patience
     */
    @Override
    public Integer call() throws InterruptedException {
        try {
            if (admin == null) {
                admin = Admin.create(settings);
            }
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof KafkaException why ? why : new KafkaException(e);
        } catch (KafkaException e) {
            close();
            throw e.getCause() instanceof KafkaException why ? why : e;
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
