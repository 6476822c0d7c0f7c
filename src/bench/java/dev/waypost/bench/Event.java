package dev.waypost.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A mail event as the peers read it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Event(String id, String from, List<String> to, String subject, String text) {

    private static final ObjectReader JSON = new ObjectMapper().readerFor(Event.class);

    static Event of(byte[] json) {
        try {
            return JSON.readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same mail has the same Message-ID, as one would want it. */
    String messageId() {
        return "<" + id + "@example.org>";
    }
}
