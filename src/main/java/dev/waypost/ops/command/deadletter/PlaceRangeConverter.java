package dev.waypost.ops.command.deadletter;

import dev.waypost.ops.deadletter.PlaceRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code PARTITION:FIRST-LAST}; anything else is wrong usage. */
class PlaceRangeConverter implements ITypeConverter<PlaceRange> {

    @Override
    public PlaceRange convert(String text) {
        try {
            return PlaceRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
