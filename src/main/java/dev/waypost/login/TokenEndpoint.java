package dev.waypost.login;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * A token server's endpoint (RFC 6749 section 3.2): one POST within TLS for each token, its
 * certificate and name verified, no redirect followed, all of it over in 10 s. A proxy is what the
 * JVM's own settings say. Any thread.
 */
final class TokenEndpoint implements AccessTokens.Server {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** An answer has a few KiB; what comes behind this is not read. */
    private static final int LONGEST_ANSWER = 1 << 16;

    private final URI url;
    private final Grant grant;
    private final Duration patience;
    private final HttpClient client;

    /**
     * @param patience for one request, connection included
     */
    TokenEndpoint(URI url, Grant grant, SSLContext tls, Duration patience) {
        this.url = url;
        this.grant = grant;
        this.patience = patience;
        client =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    @Override
    public Object secret() {
        return grant.secret();
    }

    @Override
    public String name() {
        return url.getHost();
    }

    @Override
    public AccessToken ask() throws NoToken {
        Map<String, String> parameters = grant.parameters();
        TokenAnswer answer = answer(parameters);
        AccessToken token = answer.token();
        answer.refreshToken().ifPresent(grant::replaced);
        return token;
    }

    private TokenAnswer answer(Map<String, String> parameters) throws NoToken {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> coming =
                client.sendAsync(
                        request(parameters),
                        HttpResponse.BodyHandlers.ofByteArrayConsumer(
                                piece -> piece.ifPresent(octets -> add(octets, body))));
        try {
            int status = coming.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return new TokenAnswer(name(), status, body.toByteArray(), parameters);
        } catch (TimeoutException e) {
            throw unavailable("does not answer", e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for", e);
        } finally {
            coming.cancel(true);
        }
    }

    private HttpRequest request(Map<String, String> parameters) {
        String form =
                parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private static void add(byte[] octets, ByteArrayOutputStream body) {
        body.write(octets, 0, Math.min(octets.length, LONGEST_ANSWER - body.size()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private NoToken unavailable(Throwable e) {
        if (e instanceof HttpTimeoutException timeout) {
            return unavailable("does not answer", timeout);
        }
        if (e instanceof ConnectException refused) {
            boolean unknown = refused.getCause() instanceof UnresolvedAddressException;
            return unavailable(unknown ? "has no address" : "refuses the connection", refused);
        }
        if (e instanceof SSLException tls) {
            return unavailable("cannot be trusted, or speaks no TLS: " + tls.getMessage(), tls);
        }
        if (e instanceof IOException broken) {
            return unavailable("broke the connection off", broken);
        }
        throw new IllegalStateException(e);
    }

    private NoToken unavailable(String words, Exception cause) {
        return NoToken.unavailable("%s:%d %s".formatted(name(), port(), words), cause);
    }

    private int port() {
        return url.getPort() < 0 ? 443 : url.getPort();
    }
}
