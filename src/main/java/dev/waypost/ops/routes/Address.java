package dev.waypost.ops.routes;

import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
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
record Address(String scheme, String name, Map<String, String> options) {

    static Address of(String uri) {
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
        return new Address(scheme, name, options);
    }

    /** Where a step says that it leads, as it is written; {@code ""} where it leads nowhere. */
    static String uri(ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition to) {
            return to.getEndpointUri() == null ? "" : to.getEndpointUri();
        }
        return step instanceof ToDynamicDefinition to && to.getUri() != null ? to.getUri() : "";
    }

    boolean isAt(Address other) {
        return scheme.equals(other.scheme) && name.equals(other.name);
    }

    /** Another route of this process begins there. */
    boolean isInternal() {
        return scheme.equals("direct") || scheme.equals("seda");
    }

    boolean isRelay() {
        return scheme.equals("smtp") || scheme.equals("smtps");
    }

    boolean isKafka() {
        return scheme.equals("kafka");
    }

    /** Known only when a message is there. */
    boolean isDynamic() {
        return scheme.contains("${") || name.contains("${") || name.contains("{{");
    }

    String option(String option) {
        return options.getOrDefault(option, "");
    }

    boolean says(String option, String value) {
        return option(option).equalsIgnoreCase(value);
    }

    @Override
    public String toString() {
        return scheme + ":" + name;
    }
}
