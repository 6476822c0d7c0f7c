package dev.waypost.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the benchmark runs on.
 *
 * @param memory bytes
 * @param load average of the minute before the benchmark made a load of its own; negative where the
 *     system does not tell
 */
record Machine(String cpu, int cores, long memory, double load) {

    static Machine here() {
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getTotalMemorySize(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Items of a Markdown list. */
    String items() {
        return String.format(
                        Locale.ROOT,
                        "- Machine: %s, %d cores, %.0f GiB of memory; load average before: %.2f\n",
                        cpu,
                        cores,
                        memory / Math.pow(1024, 3),
                        load)
                + "- System: %s %s; %s %s\n"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("java.vm.name"),
                                System.getProperty("java.runtime.version"))
                + "- Broker: Kafka %s; day: %s\n"
                        .formatted(JarVersion.of("kafka_2.13"), LocalDate.now(ZoneOffset.UTC));
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException elsewhere) {
            return System.getProperty("os.arch");
        }
    }
}
