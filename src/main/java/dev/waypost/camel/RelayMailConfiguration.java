package dev.waypost.camel;

import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Secret;
import jakarta.mail.PasswordAuthentication;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailConfiguration;

/** The options of one {@code smtp:} URI, whose sender is pooled. */
final class RelayMailConfiguration extends MailConfiguration {

    private final RelayAccounts accounts;

    RelayMailConfiguration(CamelContext context, RelayAccounts accounts) {
        super(context);
        this.accounts = accounts;
    }

    /** The target as the URI names it now; the configured login may have another secret later. */
    RelayTarget target() {
        String username;
        Secret secret;
        if (getAuthenticator() instanceof RelayLogin configured) {
            username = configured.username();
            secret = configured.secret();
        } else {
            PasswordAuthentication login = getPasswordAuthentication();
            username = login == null ? "" : login.getUserName();
            secret = Secret.password(login == null ? "" : login.getPassword());
        }
        String mechanisms = option(MailOptions.MECHANISMS);
        RelayTarget target =
                new RelayTarget(isSecureProtocol(), getHost(), getPort(), username, secret);
        return mechanisms == null ? target : target.by(MailOptions.mechanisms(mechanisms));
    }

    @Override
    protected JavaMailSender createJavaMailSender(CamelContext context) {
        RelayMailSender sender =
                new RelayMailSender(
                        accounts,
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
