package dev.waypost.ops;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/**
 * What one check has to say, for a person: what is wrong, what was expected, and what to do. Never
 * holds a secret.
 *
 * @param severity only an error keeps Waypost from starting
 * @param subject what it is about: a route file, a setting, a port, a topic
 * @param line from 1; 0 where the subject has no lines
 * @param column from 1; 0 where it is not known
 * @param message what is wrong and what was expected, or what was found to be well
 * @param advice what to do; empty where all is well
 */
public record Finding(
        Severity severity, String subject, int line, int column, String message, String advice) {

    /** How much it matters. */
    public enum Severity {
        /** Looked at, and well. */
        OK,
        /** Works, but should be mended. */
        WARNING,
        /** Mail would not be carried, or not as promised. */
        ERROR
    }

    public static Finding ok(String subject, String message) {
        return new Finding(Severity.OK, subject, 0, 0, message, "");
    }

    public static Finding warning(String subject, String message, String advice) {
        return new Finding(Severity.WARNING, subject, 0, 0, message, advice);
    }

    public static Finding error(String subject, String message, String advice) {
        return new Finding(Severity.ERROR, subject, 0, 0, message, advice);
    }

    /** At a line of a file. */
    public static Finding error(String file, int line, String message, String advice) {
        return new Finding(Severity.ERROR, file, line, 0, message, advice);
    }

    /** A file that is there and cannot be read. */
    public static Finding unreadable(String file, IOException e) {
        return error(
                file,
                1,
                "this file cannot be read: "
                        + (e instanceof CharacterCodingException
                                ? "it is no text in UTF-8"
                                : e.getMessage()),
                "let this user read it, or take it away");
    }

    /**
     * A file that nobody wrote by hand.
     *
     * @param most bytes
     */
    public static Finding tooLarge(String file, int most) {
        return error(
                file,
                1,
                "this file is larger than %d MiB".formatted(most >> 20),
                "leave in it what people read, or take it away");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public boolean isOk() {
        return severity == Severity.OK;
    }

    /** One line, as compilers write it, so that editors and people find the place. */
    @Override
    public String toString() {
        String place = line == 0 ? subject : subject + ":" + line;
        place = column == 0 ? place : place + ":" + column;
        String text = severity.name().toLowerCase(Locale.ROOT) + ": " + message;
        return place + ": " + text + (advice.isEmpty() ? "" : "; " + advice);
    }
}
