package dev.waypost.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token server answered: a token (RFC 6749 section 5.1), a refusal in words (section 5.2),
 * or something that is of no use. A token that does not say how long it is good is of none.
 *
 * @param server by its host name
 * @param parameters of the request: what is secret of them is not told
 */
record TokenAnswer(String server, int status, byte[] body, Map<String, String> parameters) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** RFC 6749 appendix A.12; anything else could not be said to a relay. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /** Errors that pass by themselves, though a client gets them with a 4yz status. */
    private static final Set<String> PASSING =
            Set.of("temporarily_unavailable", "server_error", "slow_down");

    private static final Set<String> SECRETS =
            Set.of("client_secret", "refresh_token", "assertion");

    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final int LONGEST_WORDS = 300;

    /** Longer, and it is asked for once a day. */
    private static final long LONGEST_LIFE = Duration.ofDays(1).toSeconds();

    /**
     * @throws NoToken where it is none
     */
    AccessToken token() throws NoToken {
        JsonNode json = json();
        if (status != 200) {
            throw none(json);
        }
        String value = json.path("access_token").asText("");
        long seconds = json.path("expires_in").asLong(0);
        String type = json.path("token_type").asText("Bearer");
        if (!TOKEN.matcher(value).matches() || !type.equalsIgnoreCase("bearer")) {
            throw useless(json.isMissingNode() ? "what is no JSON" : "JSON without a bearer token");
        }
        if (seconds <= 0) {
            throw useless("a token that does not say how long it is good (expires_in)");
        }
        return new AccessToken(value, Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE)));
    }

    /** Another refresh token, to be used from now on. */
    Optional<String> refreshToken() {
        return Optional.of(json().path("refresh_token").asText("")).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "HTTP %d from %s".formatted(status, server);
    }

    private NoToken none(JsonNode json) {
        String error = json.path("error").asText("");
        boolean ours = status / 100 == 4 && !LATER.contains(status) && !PASSING.contains(error);
        if (!ours || error.isEmpty()) {
            return useless("HTTP %d%s".formatted(status, error.isEmpty() ? "" : ", " + error));
        }
        String description = json.path("error_description").asText("");
        return NoToken.refused(
                told(
                        "%s refuses a token: %s%s"
                                .formatted(
                                        server,
                                        error,
                                        description.isBlank() ? "" : ", " + description)));
    }

    private NoToken useless(String what) {
        return NoToken.unavailable(told("%s answers %s".formatted(server, what)), null);
    }

    private JsonNode json() {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isObject() ? json : MissingNode.getInstance();
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** In one line, no secret and no address in it. */
    private String told(String words) {
        String told = words;
        for (String name : SECRETS) {
            String secret = parameters.getOrDefault(name, "");
            told = secret.isEmpty() ? told : told.replace(secret, "<not shown>");
        }
        told =
                told.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                        .replaceAll("<?[^\\s<>@]*@[^\\s<>@]*>?", "<address>")
                        .strip();
        return told.length() <= LONGEST_WORDS ? told : told.substring(0, LONGEST_WORDS);
    }
}
