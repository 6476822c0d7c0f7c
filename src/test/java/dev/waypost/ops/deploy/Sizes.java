package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.smallrye.config.WithDefault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory: the container's limit, the heap in it, and what is kept in the heap. In bytes. */
final class Sizes {

    private static final long MIB = 1 << 20;

    /** Two groups read at once; Waypost's default of Kafka's {@code fetch.max.bytes}. */
    private static final long FETCHED = 2 * 16 * MIB;

    /** For each recipient that is remembered, by the README's table. */
    private static final long MARK = 64;

    private Sizes() {}

    static void fit(Manifests rendered) throws Exception {
        PodTemplateSpec pods = rendered.pods();
        Quantity memory =
                pods.getSpec().getContainers().get(0).getResources().getLimits().get("memory");
        long limit = memory.getNumericalAmount().longValueExact();
        long heap = limit * heapPercentage() / 100;
        long marks =
                MARK
                        * Long.parseLong(
                                WaypostConfig.Dedup.class
                                        .getMethod("window")
                                        .getAnnotation(WithDefault.class)
                                        .value());
        // The default of waypost.delivery.bytes-in-flight; each is there as record, event and mail.
        long carried = 3 * (heap / 16);

        assertThat(FETCHED + marks + carried).as("kept in a heap of " + heap).isLessThan(heap / 2);
        assertThat(limit - heap)
                .as("left for threads, code and buffers")
                .isGreaterThan(limit > 512 * MIB ? 256 * MIB : 96 * MIB);
    }

    private static long heapPercentage() throws Exception {
        Matcher found =
                Pattern.compile("MaxRAMPercentage=(\\d+)")
                        .matcher(Files.readString(Path.of("src/main/docker/Dockerfile.jvm")));
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }
}
