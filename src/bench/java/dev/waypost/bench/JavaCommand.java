package dev.waypost.bench;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a Java process of the benchmark is started, with the class path of this one. */
final class JavaCommand {

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What a JVM chooses by itself in a container of a pod's size. */
    static final String COLLECTOR = "-XX:+UseSerialGC";

    private JavaCommand() {}

    /** A main class of the test class path. */
    static List<String> of(Class<?> main, String heap, Stream<String> arguments) {
        return command(main, heap, entry -> true, List.of(), arguments);
    }

    /** A peer: it sees neither the application nor Quarkus, and trusts whom the store says. */
    static List<String> ofPeer(Class<?> main, String heap, Path trustStore) {
        return command(
                main,
                heap,
                entry -> !entry.matches(".*(/io/quarkus/|/camel/quarkus/|target/classes/?$).*"),
                List.of(
                        COLLECTOR,
                        "-Djavax.net.ssl.trustStore=" + trustStore,
                        "-Djavax.net.ssl.trustStorePassword=" + TrustStore.PASSWORD),
                Stream.empty());
    }

    private static List<String> command(
            Class<?> main,
            String heap,
            Predicate<String> sees,
            List<String> options,
            Stream<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx" + heap));
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(options);
        command.add("-cp");
        command.add(classPath().filter(sees).collect(Collectors.joining(File.pathSeparator)));
        command.add(main.getName());
        arguments.forEach(command::add);
        return command;
    }

    /** Maven's exec:java hands the class path over as a class loader, not as a property. */
    static Stream<String> classPath() {
        if (JavaCommand.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs()).map(JavaCommand::path);
        }
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
