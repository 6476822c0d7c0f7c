package dev.waypost.smtp.client;

import dev.waypost.smtp.Outrun;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.ReplyText;
import dev.waypost.smtp.SessionTraces;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.tls.RelayTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Opens transports to one target: connect, greeting, EHLO, TLS, login. Nothing but EHLO, STARTTLS
 * and QUIT is ever said outside TLS, whatever the relay offers. Safe for use by many threads.
 */
public final class RelayConnector {

    private final RelayTarget target;
    private final RelayAddresses addresses;
    private final RelayTls tls;
    private final EhloName ehloName;
    private final PhaseTimeouts timeouts;
    private final WriteTimeouts watch;
    private final Pipelining pipelining;
    private final Set<String> discarded;
    private final SessionTraces traces;

    /**
     * @param discarded EHLO keywords that count as not offered, in upper case
     */
    public RelayConnector(
            RelayTarget target,
            RelayTls tls,
            EhloName ehloName,
            Set<String> discarded,
            Pipelining pipelining,
            PhaseTimeouts timeouts,
            WriteTimeouts watch,
            Network network,
            SessionTraces traces) {
        this.target = target;
        this.traces = traces;
        this.addresses = new RelayAddresses(target.host(), target.port(), watch, network);
        this.tls = tls;
        this.ehloName = ehloName;
        this.timeouts = timeouts;
        this.watch = watch;
        this.pipelining = pipelining;
        this.discarded = discarded;
    }

    /** Says AUTH on a connection that is ready for it. */
    public interface LogIn {
        void logIn() throws SubmissionFailure;
    }

    /** Lets the login wait for its turn; called only where there is one. */
    public interface Turn {
        void take(LogIn attempt) throws SubmissionFailure;
    }

    /** Sees a transport open, step by step; on the thread that opens it. */
    public interface Witness {
        /** The relay has answered so far; from now on it owes the end of this phase. */
        void awaiting(Phase phase);

        default void connected(InetAddress to) {}

        default void greeted(SmtpReply greeting) {}

        default void secured(SSLSession session) {}

        /** Within TLS. */
        default void offered(SmtpExtensions extensions) {}

        default void loggedIn(String mechanism) {}
    }

    /** Returns a transport that is ready for MAIL. */
    public RelayTransport open(Turn login, Witness witness) throws SubmissionFailure {
        if (target.wantsLogin()) {
            target.secret().octets(); // Without it no connection is worth opening.
        }
        witness.awaiting(Phase.CONNECT);
        SmtpDialogue dialogue = connected();
        witness.connected(dialogue.connection().getInetAddress());
        boolean opened = false;
        try {
            RelayTransport transport = opened(dialogue, login, witness);
            opened = true;
            return transport;
        } catch (SubmissionFailure e) {
            boolean refused = e.trouble().reply() != null && e.trouble().reply().code() != 421;
            if (refused || e instanceof Outrun) {
                dialogue.quit();
            }
            throw e;
        } finally {
            if (!opened) {
                dialogue.abort();
            }
        }
    }

    private SmtpDialogue connected() throws SubmissionFailure {
        Socket connection = addresses.connect(timeouts.reply(Phase.CONNECT));
        try {
            SmtpDialogue dialogue = new SmtpDialogue(connection, watch, timeouts);
            dialogue.show(traces.ofConnection(target));
            return dialogue;
        } catch (IOException e) {
            throw failure(Phase.CONNECT, Symptom.CLOSED, "closed as soon as it was open", e);
        }
    }

    private RelayTransport opened(SmtpDialogue dialogue, Turn login, Witness witness)
            throws SubmissionFailure {
        if (!target.implicitTls()) {
            witness.awaiting(Phase.GREETING);
            greeting(dialogue, witness);
            witness.awaiting(Phase.STARTTLS);
            startTls(dialogue);
        }
        witness.awaiting(Phase.TLS);
        SSLSession session = secured(dialogue, witness);
        try {
            return withinTls(dialogue, session, login, witness);
        } catch (SubmissionFailure e) {
            throw explained(e);
        }
    }

    private RelayTransport withinTls(
            SmtpDialogue dialogue, SSLSession session, Turn login, Witness witness)
            throws SubmissionFailure {
        if (target.implicitTls()) {
            witness.awaiting(Phase.GREETING);
            greeting(dialogue, witness);
        }
        witness.awaiting(Phase.EHLO);
        // RFC 3207 section 4.2: what was offered before TLS is forgotten; ask again.
        SmtpExtensions extensions = ehlo(dialogue);
        tls.spoken();
        witness.offered(extensions);
        SmtpLogin saying = new SmtpLogin(dialogue, target);
        if (saying.isWanted(extensions)) {
            witness.awaiting(Phase.AUTH);
            login.take(() -> witness.loggedIn(saying.by(extensions)));
        }
        dialogue.opened();
        return new RelayTransport(
                dialogue,
                extensions,
                pipelining,
                session.getProtocol() + " " + session.getCipherSuite(),
                mail -> traces.ofTransaction(target, mail));
    }

    private void greeting(SmtpDialogue dialogue, Witness witness) throws SubmissionFailure {
        SmtpReply greeting = dialogue.reply(Phase.GREETING);
        witness.greeted(greeting);
        positive(Phase.GREETING, greeting);
    }

    private SmtpExtensions ehlo(SmtpDialogue dialogue) throws SubmissionFailure {
        String name = ehloName.from(dialogue.connection().getLocalAddress());
        dialogue.say(Phase.EHLO, "EHLO " + name);
        List<String> lines = dialogue.replyLines(Phase.EHLO);
        positive(Phase.EHLO, ReplyText.joined(lines));
        return SmtpExtensions.read(lines).without(discarded);
    }

    private void startTls(SmtpDialogue dialogue) throws SubmissionFailure {
        if (!ehlo(dialogue).offers("STARTTLS")) {
            throw failure(
                    Phase.STARTTLS,
                    Symptom.NOT_OFFERED,
                    "the relay does not offer STARTTLS on port %d; without TLS nothing is sent"
                            .formatted(target.port()),
                    null);
        }
        positive(Phase.STARTTLS, dialogue.command(Phase.STARTTLS, "STARTTLS"));
        // RFC 3207 section 6: plaintext behind the 220 could pass for the relay's word within TLS.
        if (dialogue.hasUnreadBytes()) {
            throw failure(
                    Phase.STARTTLS,
                    Symptom.GARBLED,
                    "plaintext came behind the reply to STARTTLS: somebody is in between",
                    null);
        }
    }

    private SSLSession secured(SmtpDialogue dialogue, Witness witness) throws SubmissionFailure {
        try {
            SSLSocket secured = tls.around(dialogue.connection(), target.host(), target.port());
            dialogue.secure(secured);
            witness.secured(secured.getSession());
            return secured.getSession();
        } catch (IOException e) {
            Symptom symptom = tls.symptom(e, target.implicitTls());
            String detail =
                    switch (symptom) {
                        case UNTRUSTED -> RelayTls.fault(e) + "; asked for " + target.host();
                        case WRONG_TLS_MODE ->
                                "this port speaks plaintext first: use smtp: (STARTTLS)";
                        case TIMEOUT -> "the handshake took too long";
                        case CERTIFICATE_WANTED -> tls.certificateWanted().orElse("");
                        case CLOSED -> "the relay closed the connection during the handshake";
                        default -> "no handshake: " + e.getMessage();
                    };
            throw failure(Phase.TLS, symptom, detail, e);
        }
    }

    /** RFC 8446 section 4.4.2.4: in TLS 1.3 our certificate is missed only after the handshake. */
    private SubmissionFailure explained(SubmissionFailure e) {
        return tls.certificateWanted()
                .filter(wanted -> e.trouble().symptom() == Symptom.CLOSED)
                .map(wanted -> failure(Phase.TLS, Symptom.CERTIFICATE_WANTED, wanted, e))
                .orElse(e);
    }

    private static void positive(Phase phase, SmtpReply reply) throws SubmissionFailure {
        if (reply.isTransient() || reply.isPermanent()) {
            throw new SubmissionFailure(Trouble.reply(phase, reply));
        }
        if (reply.code() / 100 != 2) {
            throw failure(phase, Symptom.GARBLED, "an unfitting reply: " + reply.code(), null);
        }
    }

    private static SubmissionFailure failure(
            Phase phase, Symptom symptom, String detail, Exception cause) {
        return new SubmissionFailure(Trouble.of(phase, symptom, detail), List.of(), cause);
    }
}
