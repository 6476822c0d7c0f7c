package dev.waypost.config;

import java.util.Map;
import java.util.stream.Collectors;

/** Settings that cannot be. The message has a line for each, with both of its names. */
public final class RefusedSettings extends IllegalArgumentException {

    /**
     * @param refusals what each of them must be, by its key
     */
    RefusedSettings(Map<String, String> refusals) {
        super(
                refusals.entrySet().stream()
                        .map(RefusedSettings::line)
                        .collect(Collectors.joining("\n")));
    }

    private static String line(Map.Entry<String, String> refusal) {
        return VariableName.beside(refusal.getKey()) + " " + refusal.getValue();
    }
}
