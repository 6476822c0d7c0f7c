package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import java.util.Arrays;

/** Tells a record from another one that stands in its place later. */
public record Fingerprint(long timestamp, int key, int value) {

    /** That of a record. */
    public static Fingerprint of(MailRecord record) {
        return new Fingerprint(
                record.timestamp(), Arrays.hashCode(record.key()), Arrays.hashCode(record.value()));
    }
}
