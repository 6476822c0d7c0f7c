package dev.waypost.ops.routes;

import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.util.URISupport;

/**
 * An endpoint as a route names it, its placeholders filled in.
 *
 * @param scheme the component
 * @param name what follows the scheme, options left out
 * @param options by name, as written
 */
public record EndpointUri(String scheme, String name, Map<String, String> options) {

    public static EndpointUri of(String uri) {
        int end = uri.indexOf('?');
        String plain = end < 0 ? uri : uri.substring(0, end);
        int colon = plain.indexOf(':');
        String scheme = colon < 0 ? plain : plain.substring(0, colon);
        String name = colon < 0 ? "" : plain.substring(colon + 1).replaceFirst("^//", "");
        Map<String, String> options = new LinkedHashMap<>();
        if (end >= 0) {
            try {
                URISupport.parseQuery(uri.substring(end + 1), true)
                        .forEach((option, value) -> options.put(option, String.valueOf(value)));
            } catch (URISyntaxException unreadable) {
                // Camel says so when the endpoint is made.
            }
        }
        return new EndpointUri(scheme, name, options);
    }

    /** Where a step says that it leads, as it is written; {@code ""} where it leads nowhere. */
    public static String written(ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition to) {
            return to.getEndpointUri() == null ? "" : to.getEndpointUri();
        }
        return step instanceof ToDynamicDefinition to && to.getUri() != null ? to.getUri() : "";
    }

    boolean isAt(EndpointUri other) {
        return scheme.equals(other.scheme) && name.equals(other.name);
    }

    /** Whether it may turn out as the other, once the message is there. */
    boolean mayBe(EndpointUri other) {
        String fits =
                Arrays.stream(name.split("\\$\\{[^}]*}", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".+"));
        return scheme.equals(other.scheme) && other.name.matches(fits);
    }

    /** Another route of this process begins there. */
    public boolean isInternal() {
        return scheme.equals("direct") || scheme.equals("seda");
    }

    public boolean isRelay() {
        return scheme.equals("smtp") || scheme.equals("smtps");
    }

    public boolean isKafka() {
        return scheme.equals("kafka");
    }

    /** Known only when a message is there. */
    public boolean isDynamic() {
        return scheme.contains("${") || name.contains("${") || name.contains("{{");
    }

    public String option(String option) {
        return options.getOrDefault(option, "");
    }

    public boolean says(String option, String value) {
        return option(option).equalsIgnoreCase(value);
    }

    @Override
    public String toString() {
        return scheme + ":" + name;
    }
}
