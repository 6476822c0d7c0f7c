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
 * @param refused mails over the limit since the relay started
 * @param again mails that it had taken before, under a limit
 */
record RelaySnapshot(
        long nanos, long mails, long connections, long median, long p99, long refused, long again) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Asks the relay whose counters are on this port. */
    static RelaySnapshot of(int countersPort) {
        return ask(countersPort, "GET", "");
    }

    /** Asks the relay, and lets it forget the delivery times it knows. */
    static RelaySnapshot ofAndForget(int countersPort) {
        return ask(countersPort, "DELETE", "");
    }

    /** Tells the relay how many mails a second it takes from now on. */
    static RelaySnapshot ofAndLimit(int countersPort, double mailsPerSecond) {
        return ask(countersPort, "PUT", Double.toString(mailsPerSecond));
    }

    private static RelaySnapshot ask(int countersPort, String method, String path) {
        URI uri = URI.create("http://127.0.0.1:" + countersPort + "/" + path);
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
                    Long.parseLong(words[4]),
                    Long.parseLong(words[5]),
                    Long.parseLong(words[6]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
