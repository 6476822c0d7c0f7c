package dev.waypost.ops.routes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An endpoint that a route names, the template's parameters put in.
 *
 * @param scheme the component
 * @param name what follows the scheme, options left out
 */
record Endpoint(YamlSpot spot, String scheme, String name) {

    /** Steps whose short form is a URI. */
    private static final Set<String> STEPS =
            Set.of("from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

    /** The endpoint that stands here, if one does. */
    static Optional<Endpoint> of(YamlSpot spot, Map<String, String> parameters) {
        if (spot.isText()) {
            return STEPS.contains(spot.key())
                    ? Optional.of(parse(spot, spot.text(), parameters))
                    : Optional.empty();
        }
        return spot.get("uri")
                .map(
                        uri -> {
                            String name =
                                    spot.get("parameters").map(p -> p.text("name")).orElse("");
                            boolean bare = !uri.text().contains(":") && !name.isEmpty();
                            String text = bare ? uri.text() + ":" + name : uri.text();
                            return parse(uri, text, parameters);
                        });
    }

    private static Endpoint parse(YamlSpot spot, String text, Map<String, String> parameters) {
        String uri = text;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            uri = uri.replace("{{" + parameter.getKey() + "}}", parameter.getValue());
        }
        // A scheme that is still a placeholder has its first colon, if any, after the braces.
        int colon = uri.indexOf(':', uri.startsWith("{{") ? uri.indexOf("}}") : 0);
        String scheme = colon < 0 ? uri : uri.substring(0, colon);
        String rest = colon < 0 ? "" : uri.substring(colon + 1).replaceFirst("^//", "");
        return new Endpoint(spot, scheme, rest.replaceFirst("\\?.*", ""));
    }

    /** Joins two routes inside the process. */
    boolean isInternal() {
        return scheme.equals("direct") || scheme.equals("seda");
    }

    /** Known only when a message is there. */
    boolean isDynamic() {
        return scheme.contains("${") || name.contains("${") || name.contains("{{");
    }

    String address() {
        return scheme + ":" + name;
    }
}
