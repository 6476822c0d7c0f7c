package dev.waypost.bench;

import java.util.concurrent.CompletableFuture;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** A plain consumer and Simple Java Mail with its batch module: pooled connections. */
final class SimpleJavaMailPeer {

    private SimpleJavaMailPeer() {}

    public static void main(String[] arguments) {
        Lifeline.haltAtEnd();
        PeerTask task = PeerTask.fromEnvironment();
        Mailer mailer =
                MailerBuilder.withSMTPServer(task.host(), task.port())
                        .withTransportStrategy(
                                task.tls() ? TransportStrategy.SMTP_TLS : TransportStrategy.SMTP)
                        .withProperty("mail.smtp.starttls.enable", String.valueOf(task.tls()))
                        .trustingAllHosts(false)
                        .verifyingServerIdentity(true)
                        .withThreadPoolSize(PeerTask.CONNECTIONS)
                        .withConnectionPoolCoreSize(PeerTask.CONNECTIONS)
                        .withConnectionPoolMaxSize(PeerTask.CONNECTIONS)
                        .withConnectionPoolClaimTimeoutMillis(60_000)
                        .buildMailer();
        PolledBatches.carry(task, event -> send(mailer, event));
    }

    private static CompletableFuture<?> send(Mailer mailer, Event event) {
        Email mail =
                EmailBuilder.startingBlank()
                        .fixingMessageId(event.messageId())
                        .from(event.from())
                        .toMultiple(event.to())
                        .withSubject(event.subject())
                        .withPlainText(event.text())
                        .buildEmail();
        return mailer.sendMail(mail, true);
    }
}
