package dev.waypost.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * What one run came to.
 *
 * @param failure why it does not count; empty if it does
 * @param mails taken by the relay within the window
 * @param window its length, by the relay's clock
 * @param cpu processor time of the contender within the window
 * @param relayCpu processor time of the relay within the window
 * @param peakMemory of the contender from its start, bytes
 * @param connections opened within the window
 * @param toFirstMail from the contender's start to its first mail
 */
record Measurement(
        String contender,
        Cell cell,
        int round,
        String failure,
        long mails,
        Duration window,
        Duration cpu,
        Duration relayCpu,
        long peakMemory,
        long connections,
        Duration toFirstMail) {

    static Measurement failed(Contender contender, Cell cell, int round, String why) {
        return new Measurement(
                contender.name(),
                cell,
                round,
                why,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                Duration.ZERO);
    }

    boolean counts() {
        return failure.isEmpty();
    }

    double mailsPerSecond() {
        return mails / seconds(window);
    }

    double cpuPer10000() {
        return seconds(cpu) * 10_000 / mails;
    }

    double relayCpuPer10000() {
        return seconds(relayCpu) * 10_000 / mails;
    }

    /** Processor cores that the relay kept busy. */
    double relayCores() {
        return seconds(relayCpu) / seconds(window);
    }

    double peakMebibytes() {
        return peakMemory / 1024.0 / 1024.0;
    }

    /** For the console. */
    String line() {
        if (!counts()) {
            return "%-12s round %d  %-16s FAILED: %s"
                    .formatted(cell.name(), round, contender, failure);
        }
        return String.format(
                Locale.ROOT,
                "%-12s round %d  %-16s %8.1f mails/s  %6.2f CPU s/10k  relay %5.2f  %5.0f MiB"
                        + "  first mail %.1f s  %d connections",
                cell.name(),
                round,
                contender,
                mailsPerSecond(),
                cpuPer10000(),
                relayCpuPer10000(),
                peakMebibytes(),
                seconds(toFirstMail),
                connections);
    }

    static String csvHead() {
        return "cell,round,contender,failure,mails,seconds,cpu_seconds,relay_cpu_seconds,"
                + "peak_bytes,connections,first_mail_seconds";
    }

    String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%d,%.3f,%.2f,%.2f,%d,%d,%.2f",
                cell.name(),
                round,
                contender,
                failure.replaceAll("[,\\s]+", " "),
                mails,
                seconds(window),
                seconds(cpu),
                seconds(relayCpu),
                peakMemory,
                connections,
                seconds(toFirstMail));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
