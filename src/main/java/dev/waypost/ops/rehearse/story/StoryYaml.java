package dev.waypost.ops.rehearse.story;

import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of a story's YAML, which knows its line. Immutable. */
record StoryYaml(String file, Node node) {

    /** A file that is no story: what is wrong, and where. */
    static final class Fault extends RuntimeException {
        private final transient Finding finding;

        Fault(String file, int line, String message, String advice) {
            super(message);
            finding = Finding.error(file, line, message, advice);
        }

        Finding finding() {
            return finding;
        }
    }

    static StoryYaml read(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            return new Compose(settings)
                    .composeString(text)
                    .map(root -> new StoryYaml(file, root))
                    .orElseThrow(() -> new Fault(file, 1, "there is no story in it", "tell one"));
        } catch (MarkedYamlEngineException e) {
            throw new Fault(
                    file,
                    e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
                    "not YAML: " + e.getProblem().replaceAll("\\s+", " "),
                    "mend the indentation or the quotes here or just above");
        } catch (YamlEngineException e) {
            throw new Fault(file, 1, "not YAML: " + e.getMessage(), "mend it");
        }
    }

    private int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    Fault fault(String message, String advice) {
        return new Fault(file, line(), message, advice);
    }

    /** The parts by their keys. */
    Map<String, StoryYaml> map(String what) {
        if (!(node instanceof MappingNode map)) {
            throw fault(what + " must be keys with values", "write `key: value`");
        }
        Map<String, StoryYaml> parts = new LinkedHashMap<>();
        map.getValue()
                .forEach(
                        entry ->
                                parts.put(
                                        new StoryYaml(file, entry.getKeyNode()).text("a key"),
                                        new StoryYaml(file, entry.getValueNode())));
        return parts;
    }

    /** The parts by their keys, none but these. */
    Map<String, StoryYaml> map(String what, Collection<String> known) {
        Map<String, StoryYaml> parts = map(what);
        if (!known.containsAll(parts.keySet())) {
            ((MappingNode) node)
                    .getValue().stream()
                            .map(entry -> new StoryYaml(file, entry.getKeyNode()))
                            .filter(key -> !known.contains(key.text("a key")))
                            .findFirst()
                            .ifPresent(
                                    key -> {
                                        throw key.fault(
                                                "%s knows no `%s`".formatted(what, key.text("")),
                                                "use one of " + String.join(", ", known));
                                    });
        }
        return parts;
    }

    List<StoryYaml> list(String what) {
        if (!(node instanceof SequenceNode list)) {
            throw fault(what + " must be a list", "write it as `[...]` or with `-`");
        }
        return list.getValue().stream().map(each -> new StoryYaml(file, each)).toList();
    }

    String text(String what) {
        if (!(node instanceof ScalarNode scalar)) {
            throw fault(what + " must be a text", "write it in a line");
        }
        return scalar.getValue();
    }

    /** One of these words. */
    String word(String what, Collection<String> words) {
        String said = text(what);
        if (!words.contains(said)) {
            throw fault(
                    "%s cannot be `%s`".formatted(what, said),
                    "use one of " + String.join(", ", words));
        }
        return said;
    }

    /** As JSON has it. */
    Object plain() {
        if (node instanceof MappingNode) {
            Map<String, Object> map = new LinkedHashMap<>();
            map("it").forEach((key, value) -> map.put(key, value.plain()));
            return map;
        }
        if (node instanceof SequenceNode) {
            List<Object> list = new ArrayList<>();
            list("it").forEach(each -> list.add(each.plain()));
            return list;
        }
        String value = ((ScalarNode) node).getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(value);
        }
        if (node.getTag().equals(Tag.INT)) {
            return Long.valueOf(value);
        }
        return node.getTag().equals(Tag.FLOAT) ? (Object) Double.valueOf(value) : value;
    }
}
