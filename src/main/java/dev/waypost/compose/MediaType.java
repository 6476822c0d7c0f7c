package dev.waypost.compose;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The media type of a file as it may stand in Content-Type. One that is malformed becomes
 * application/octet-stream (RFC 2045 section 5.2), and so does a composite one: RFC 2045 section
 * 6.4 forbids multipart and message types in base64, which is how every file travels.
 *
 * @param parameters ready to be written, such as {@code charset=UTF-8}
 */
record MediaType(String name, List<String> parameters) {

    private static final MediaType OCTETS = new MediaType("application/octet-stream", List.of());

    /** RFC 2045 section 5.1; a type longer than any registered one is malformed, too. */
    private static final Pattern NAME =
            Pattern.compile("[\\w!#$%&'*+.^`{|}~-]{1,64}/[\\w!#$%&'*+.^`{|}~-]{1,127}");

    private static final Pattern TOKEN = Pattern.compile("[\\w!#$%&'*+.^`{|}~-]{1,60}");
    private static final Pattern QUOTABLE = Pattern.compile("[\\x20-\\x7e]{0,200}");

    static MediaType ofFile(String contentType) {
        if (contentType == null) {
            return OCTETS;
        }
        int semicolon = contentType.indexOf(';');
        String name = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
        if (!NAME.matcher(name).matches() || isComposite(name)) {
            return OCTETS;
        }
        return semicolon < 0 ? new MediaType(name, List.of()) : withParameters(name, contentType);
    }

    void writeTo(HeaderWriter header) throws UncomposableEvent {
        header.begin("Content-Type").token(name);
        for (String parameter : parameters) {
            header.separator(';').token(parameter);
        }
        header.end();
    }

    private static MediaType withParameters(String name, String contentType) {
        try {
            ParameterList list = new ContentType(contentType).getParameterList();
            List<String> parameters = new ArrayList<>();
            if (list != null) {
                for (String each : Collections.list(list.getNames())) {
                    String value = list.get(each);
                    if (!TOKEN.matcher(each).matches() || !QUOTABLE.matcher(value).matches()) {
                        return OCTETS;
                    }
                    parameters.add(each + "=" + tokenOrQuoted(value));
                }
            }
            return new MediaType(name, List.copyOf(parameters));
        } catch (ParseException e) {
            return OCTETS;
        }
    }

    private static String tokenOrQuoted(String value) {
        return TOKEN.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isComposite(String name) {
        String type = name.toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/") || type.startsWith("message/");
    }
}
