package dev.waypost.ops.command.control;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as the settings have it: {@code 30s}, {@code 5m}, {@code 2d}. */
final class DurationWord implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return DurationConverter.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no duration, such as 30s, 5m or 2h");
        }
    }
}
