package dev.waypost.ops.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a record seems to be for, also where it is no valid mail event: a guess to search by, not to
 * deliver by.
 */
public final class Addressees {

    private static final JsonFactory JSON = new JsonFactory();

    private static final Set<String> FIELDS = Set.of("to", "cc", "bcc");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;\"]+@[^\\s<>,;\"]+");

    private Addressees() {}

    /** What stands under {@code to}, {@code cc} and {@code bcc}, up to the first fault. */
    public static Set<String> of(byte[] value) {
        Set<String> found = new TreeSet<>();
        if (value == null) {
            return found;
        }
        try (JsonParser json = JSON.createParser(value)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && FIELDS.contains(json.currentName())) {
                    json.nextToken();
                    collect(json, found);
                } else if (token == JsonToken.FIELD_NAME && !"data".equals(json.currentName())) {
                    json.nextToken();
                    json.skipChildren();
                }
            }
        } catch (IOException noJson) {
            // What was found until here is the guess.
        }
        return found;
    }

    private static void collect(JsonParser json, Set<String> found) throws IOException {
        int depth = 0;
        do {
            JsonToken token = json.currentToken();
            if (token == null) {
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                Matcher address = ADDRESS.matcher(json.getText());
                while (address.find()) {
                    found.add(address.group());
                }
            }
        } while (depth > 0 && json.nextToken() != null);
    }
}
