package dev.waypost.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.CompletableFuture;

/** A plain consumer and the Vert.x mail client: pooled connections, pipelining (RFC 2920). */
final class VertxPeer {

    private VertxPeer() {}

    public static void main(String[] arguments) {
        Lifeline.haltAtEnd();
        PeerTask task = PeerTask.fromEnvironment();
        MailConfig settings =
                new MailConfig(task.host(), task.port())
                        .setLogin(LoginOption.DISABLED)
                        .setStarttls(
                                task.tls() ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                        .setPemTrustOptions(new PemTrustOptions().addCertPath(task.caPem()))
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setMaxPoolSize(PeerTask.CONNECTIONS)
                        .setPipelining(true)
                        .setKeepAlive(true);
        MailClient client = MailClient.create(Vertx.vertx(), settings);
        PolledBatches.carry(task, event -> send(client, event));
    }

    private static CompletableFuture<?> send(MailClient client, Event event) {
        MailMessage mail =
                new MailMessage()
                        .setFrom(event.from())
                        .setTo(event.to())
                        .setSubject(event.subject())
                        .setText(event.text())
                        .addHeader("Message-ID", event.messageId());
        return client.sendMail(mail).toCompletionStage().toCompletableFuture();
    }
}
