package dev.waypost.camel;

import dev.waypost.smtp.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailConstants;

/**
 * Which options of an {@code smtp:} URI hold here. Those that shape the mail all do. Of those that
 * shape the connection only these: user name, password, authenticator, and the {@code mail.} ones
 * below. Every other is refused when the endpoint is made, above all each that would relax TLS:
 * what would be ignored silently must not be written.
 */
final class MailOptions {

    static final String FROM = "from";
    static final String MECHANISMS = "auth.mechanisms";

    private static final Set<String> FREE = Set.of(FROM, MECHANISMS);
    private static final Map<String, String> AS_IT_IS =
            Map.of(
                    "auth", "true",
                    "starttls.enable", "true",
                    "starttls.required", "true",
                    "ssl.enable", "true",
                    "ssl.checkserveridentity", "true",
                    "sendpartial", "true",
                    "quitwait", "false");

    private MailOptions() {}

    /**
     * @throws IllegalArgumentException naming the option and what to do instead
     */
    static void check(MailConfiguration configuration) {
        refuse("javaMailSender", configuration.getJavaMailSender() != null);
        refuse("session", configuration.getSession() != null);
        refuse("sslContextParameters", configuration.getSslContextParameters() != null);
        refuse("javaMailProperties", configuration.getJavaMailProperties() != null);
        refuse(
                "connectionTimeout",
                configuration.getConnectionTimeout()
                        != MailConstants.MAIL_DEFAULT_CONNECTION_TIMEOUT);
        Properties additional = configuration.getAdditionalJavaMailProperties();
        additional.stringPropertyNames().forEach(name -> check(name, additional.getProperty(name)));
    }

    /**
     * @throws IllegalArgumentException unless the option is free, or says what holds anyway
     */
    static void check(String name, String value) {
        String option = name.replaceFirst("^mail\\.smtps?\\.", "").toLowerCase(Locale.ROOT);
        boolean holds =
                FREE.contains(option) || value.strip().equalsIgnoreCase(AS_IT_IS.get(option));
        refuse(name + "=" + value, !holds);
        if (option.equals(MECHANISMS)) {
            mechanisms(value);
        }
    }

    /**
     * The login mechanisms that the option names, in upper case.
     *
     * @throws IllegalArgumentException for one that nobody knows
     */
    static List<String> mechanisms(String value) {
        List<String> names = List.of(value.toUpperCase(Locale.ROOT).strip().split("[\\s,]+"));
        List<String> known = Secret.mechanisms();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "smtp: knows no login mechanism %s; there are %s"
                                .formatted(name, String.join(", ", known)));
            }
        }
        return names;
    }

    private static void refuse(String option, boolean refused) {
        if (refused) {
            throw new IllegalArgumentException(
                    "smtp: takes no "
                            + option
                            + ": connections are pooled, and TLS with a verified certificate is"
                            + " not optional; see waypost.delivery.timeout.* and"
                            + " waypost.relay.trust-certificates");
        }
    }
}
