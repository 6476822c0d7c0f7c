package dev.waypost.story;

import dev.waypost.relay.Port;
import dev.waypost.relay.ScriptedRelay;
import java.util.Map;
import java.util.function.Consumer;

/** The relay double's ports by the numbers they stand for. */
final class ScenarioPorts {

    private ScenarioPorts() {}

    static String name(Port port) {
        return Story.PORTS.entrySet().stream()
                .filter(entry -> entry.getValue() == port)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static String name(ScriptedRelay relay, int number) {
        return Story.PORTS.entrySet().stream()
                .filter(entry -> relay.number(entry.getValue()) == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static void forEachPort(Consumer<Port> action) {
        Story.PORTS.values().forEach(action);
    }
}
