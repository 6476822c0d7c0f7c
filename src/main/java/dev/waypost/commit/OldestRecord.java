package dev.waypost.commit;

import java.time.Duration;

/**
 * The record that has been in flight for longest.
 *
 * @param place topic, partition and offset, as the log and the command {@code mail} name it
 * @param age since it was taken
 */
public record OldestRecord(String place, Duration age) {

    static OldestRecord of(Admission mail, long now) {
        return new OldestRecord(mail.place(), Duration.ofNanos(now - mail.admittedAt()));
    }
}
