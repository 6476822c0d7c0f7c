package dev.waypost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The relay's counters at one instant of its own clock.
 *
 * @param nanos the relay's {@link System#nanoTime}
 * @param mails answered with 250 since the relay started
 * @param connections opened since the relay started
 * @param median of the delivery times, milliseconds; -1 if none is known
 * @param p99 their 99th percentile, milliseconds; -1 if none is known
 */
record RelaySnapshot(long nanos, long mails, long connections, long median, long p99) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Asks the relay whose counters are on this port. */
    static RelaySnapshot of(int countersPort) {
        return ask(countersPort, "GET");
    }

    /** Asks the relay, and lets it forget the delivery times it knows. */
    static RelaySnapshot ofAndForget(int countersPort) {
        return ask(countersPort, "DELETE");
    }

    private static RelaySnapshot ask(int countersPort, String method) {
        URI uri = URI.create("http://127.0.0.1:" + countersPort + "/");
        try {
            String[] words =
                    HTTP.send(
                                    HttpRequest.newBuilder(uri)
                                            .method(method, HttpRequest.BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.ofString())
                            .body()
                            .split(" ");
            return new RelaySnapshot(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
