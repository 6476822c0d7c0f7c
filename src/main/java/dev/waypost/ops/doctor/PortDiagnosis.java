package dev.waypost.ops.doctor;

import dev.waypost.deliver.SubmissionPort;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.tls.CertificateFault;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one port.
 *
 * @param supposed the port in the TLS mode it should have
 * @param implicitTls the mode that it has
 * @param visit what was seen, in that mode
 * @param families of the relay's addresses ({@code IPv4}, {@code IPv6}), and whether each connects
 */
record PortDiagnosis(
        SupposedPort supposed, boolean implicitTls, PortVisit visit, Map<String, String> families) {

    SubmissionPort port() {
        return supposed.port();
    }

    boolean isWrongMode() {
        return implicitTls != port().implicitTls();
    }

    /** As it is, whatever it should be. */
    String mode() {
        return mode(implicitTls);
    }

    static String mode(boolean implicitTls) {
        return implicitTls ? "implicit TLS" : "STARTTLS";
    }

    /** Mail can be handed over here, in the mode that the port has. */
    boolean isReady() {
        return visit.trouble().isEmpty();
    }

    /** Ready, or kept from it by a login that no port takes. */
    boolean isOpen() {
        return isReady() || isLoginRefused() || isLoginUntried();
    }

    boolean isLoginRefused() {
        return visit.trouble()
                .filter(t -> t.phase() == Phase.AUTH && t.symptom() == Symptom.REPLY)
                .isPresent();
    }

    boolean isLoginUntried() {
        return visit.trouble()
                .filter(t -> t.phase() == Phase.AUTH && t.symptom() == Symptom.ABANDONED)
                .isPresent();
    }

    /** From the first packet to being ready for mail, but for the login. */
    Duration opening() {
        return visit.passed().entrySet().stream()
                .filter(each -> each.getKey() != Phase.AUTH)
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** When the first certificate of the chain ends. */
    Optional<Instant> certificateEnd() {
        return visit.chain().stream()
                .map(X509Certificate::getNotAfter)
                .min(Comparator.naturalOrder())
                .map(Date::toInstant);
    }

    /** In a word or two. */
    String state() {
        // What a port beside the profile should be nobody has said: its mode tells.
        if (isWrongMode() && supposed.ofProfile()) {
            return "wrong TLS mode";
        }
        return visit.trouble().map(this::state).orElse("open");
    }

    private String state(Trouble trouble) {
        return switch (trouble.symptom()) {
            case REFUSED -> "closed";
            case TIMEOUT ->
                    trouble.phase() == Phase.CONNECT
                            ? "no answer"
                            : "silent at " + trouble.phase().label();
            case UNREACHABLE, UNKNOWN_HOST -> "no way";
            case CLOSED -> "closes at " + trouble.phase().label();
            case UNTRUSTED -> visit.fault().map(PortDiagnosis::word).orElse("untrusted");
            case NOT_OFFERED -> "no " + trouble.phase().label();
            case GARBLED -> "no SMTP";
            case WRONG_TLS_MODE -> "wrong TLS mode";
            case HANDSHAKE_FAILED -> "no handshake";
            case CERTIFICATE_WANTED -> "wants our certificate";
            case ABANDONED -> "login not tried";
            case REPLY ->
                    (trouble.phase() == Phase.AUTH ? "login refused: " : "refuses: ")
                            + trouble.reply().code();
            default -> "trouble at " + trouble.phase().label();
        };
    }

    private static String word(CertificateFault fault) {
        return switch (fault) {
            case EXPIRED -> "expired";
            case NOT_YET_VALID -> "not yet valid";
            case OTHER_NAME -> "wrong name";
            case INCOMPLETE_CHAIN -> "incomplete chain";
            case SELF_SIGNED, UNKNOWN_CA, OTHER -> "untrusted";
        };
    }
}
