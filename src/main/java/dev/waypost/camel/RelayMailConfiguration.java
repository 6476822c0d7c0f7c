package dev.waypost.camel;

import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.pool.RelayPools;
import jakarta.mail.PasswordAuthentication;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailConfiguration;

/** The options of one {@code smtp:} URI, whose sender is pooled. */
final class RelayMailConfiguration extends MailConfiguration {

    private final RelayPools pools;

    RelayMailConfiguration(CamelContext context, RelayPools pools) {
        super(context);
        this.pools = pools;
    }

    /** The target as the URI names it now; an authenticator may name another password later. */
    RelayTarget target() {
        PasswordAuthentication login = getPasswordAuthentication();
        String username = login == null ? "" : login.getUserName();
        String password = login == null ? "" : login.getPassword();
        String mechanisms = option(MailOptions.MECHANISMS);
        boolean implicitTls = isSecureProtocol();
        return mechanisms == null
                ? new RelayTarget(implicitTls, getHost(), getPort(), username, password)
                : new RelayTarget(
                        implicitTls,
                        getHost(),
                        getPort(),
                        username,
                        password,
                        List.of(mechanisms.toUpperCase(Locale.ROOT).strip().split("[\\s,]+")));
    }

    @Override
    protected JavaMailSender createJavaMailSender(CamelContext context) {
        RelayMailSender sender =
                new RelayMailSender(
                        pools,
                        this::target,
                        () -> super.createJavaMailSender(context).getSession());
        sender.setHost(getHost());
        sender.setPort(getPort());
        sender.setProtocol(getProtocol());
        sender.setReversePath(option(MailOptions.FROM));
        return sender;
    }

    private String option(String name) {
        String value = getAdditionalJavaMailProperties().getProperty("mail.smtp." + name);
        return value != null
                ? value
                : getAdditionalJavaMailProperties().getProperty("mail.smtps." + name);
    }
}
