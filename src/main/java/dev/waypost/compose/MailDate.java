package dev.waypost.compose;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The date-time of RFC 5322 section 3.3, in UTC: {@code Tue, 24 Nov 2026 02:46:58 +0000}. Written
 * by hand so that no locale of the machine can change its words.
 */
record MailDate(OffsetDateTime moment) {

    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    static MailDate of(Instant instant) {
        return new MailDate(instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(31);
        word(text, DAYS, moment.getDayOfWeek().getValue()).append(", ");
        text.append(moment.getDayOfMonth()).append(' ');
        word(text, MONTHS, moment.getMonthValue()).append(' ').append(moment.getYear());
        twoDigits(text.append(' '), moment.getHour());
        twoDigits(text.append(':'), moment.getMinute());
        twoDigits(text.append(':'), moment.getSecond());
        return text.append(" +0000").toString();
    }

    private static StringBuilder word(StringBuilder text, String words, int number) {
        return text.append(words, 3 * number - 3, 3 * number);
    }

    private static void twoDigits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
