package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import dev.waypost.ops.Finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One value in a route file, and where it stands.
 *
 * @param key the key that it stands under; an item of a list has the list's key
 */
record YamlSpot(String file, String key, Node node) {

    boolean isText() {
        return node instanceof ScalarNode;
    }

    /** The text of a scalar; empty for anything else. */
    String text() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The text below a key; empty where there is none. */
    String text(String key) {
        return get(key).map(YamlSpot::text).orElse("");
    }

    Optional<YamlSpot> get(String key) {
        return fields().filter(field -> field.key.equals(key)).findFirst();
    }

    /** The values of a mapping, each with its own key. */
    Stream<YamlSpot> fields() {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().map(this::field)
                : Stream.empty();
    }

    /** The items of a list; a single value counts as a list of one. */
    List<YamlSpot> items() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(item -> new YamlSpot(file, key, item)).toList()
                : List.of(this);
    }

    /** This and everything below it, in the order of the file. */
    Stream<YamlSpot> everything() {
        Stream<YamlSpot> below = node instanceof SequenceNode ? items().stream() : fields();
        return Stream.concat(Stream.of(this), below.flatMap(YamlSpot::everything));
    }

    Finding error(String message, String advice) {
        return finding(Severity.ERROR, message, advice);
    }

    Finding warning(String message, String advice) {
        return finding(Severity.WARNING, message, advice);
    }

    private Finding finding(Severity severity, String message, String advice) {
        return new Finding(
                severity,
                file,
                node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0),
                node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0),
                message,
                advice);
    }

    private YamlSpot field(NodeTuple tuple) {
        String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        return new YamlSpot(file, name, tuple.getValueNode());
    }
}
