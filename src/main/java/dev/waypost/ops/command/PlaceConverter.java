package dev.waypost.ops.command;

import dev.waypost.ops.deadletter.Place;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code PARTITION:OFFSET}; anything else is wrong usage. */
class PlaceConverter implements ITypeConverter<Place> {

    @Override
    public Place convert(String text) {
        try {
            return Place.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
