package dev.waypost.intake;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Decodes what must be refused. */
final class Refusals {

    private static final MailEventDecoder DECODER = new MailEventDecoder();

    private Refusals() {}

    static InvalidEvent refusalOf(MailRecord record) {
        InvalidEvent refusal =
                catchThrowableOfType(InvalidEvent.class, () -> DECODER.decode(record));
        if (refusal == null) {
            throw new AssertionError("was not refused");
        }
        return refusal;
    }
}
