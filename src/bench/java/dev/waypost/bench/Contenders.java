package dev.waypost.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everybody who may take part, in the order of each round. */
final class Contenders {

    private static final List<Contender> ALL =
            List.of(
                    new Waypost(),
                    new JavaPeer(
                            "stock",
                            "Camel's `kafka:` and `smtp:`, "
                                    + JarVersion.of("camel-mail")
                                    + ", 16 consumers; a connection for each mail",
                            StockPeer.class,
                            true),
                    new JavaPeer(
                            "simple-java-mail",
                            "Kafka consumer and Simple Java Mail "
                                    + JarVersion.of("simple-java-mail")
                                    + " with its batch module, pool of 16",
                            SimpleJavaMailPeer.class,
                            false),
                    new JavaPeer(
                            "vertx-mail",
                            "Kafka consumer and Vert.x mail client "
                                    + JarVersion.of("vertx-mail-client")
                                    + ", pool of 16, pipelining",
                            VertxPeer.class,
                            false),
                    new NodePeer(),
                    new SmtpSource());

    /** Each is asked once: to find out may install a program. */
    private static final Map<Contender, Optional<String>> ABSENCES = new HashMap<>();

    private Contenders() {}

    /** Those of these names, or all, that can take part; says who cannot. */
    static List<Contender> present(List<String> names) {
        return ALL.stream()
                .filter(contender -> names.isEmpty() || names.contains(contender.name()))
                .filter(Contenders::isPresent)
                .toList();
    }

    /** Who they all are, here or not. */
    static String table() {
        return ALL.stream()
                .map(
                        who ->
                                "| %s | %s |\n"
                                        .formatted(
                                                who.name(),
                                                absence(who)
                                                        .map("not here: "::concat)
                                                        .orElseGet(who::description)))
                .collect(Collectors.joining("", "| contender | what it is |\n| --- | --- |\n", ""));
    }

    private static boolean isPresent(Contender contender) {
        absence(contender)
                .ifPresent(why -> System.out.println(contender.name() + " is not here: " + why));
        return absence(contender).isEmpty();
    }

    private static Optional<String> absence(Contender contender) {
        return ABSENCES.computeIfAbsent(contender, Contender::absence);
    }
}
