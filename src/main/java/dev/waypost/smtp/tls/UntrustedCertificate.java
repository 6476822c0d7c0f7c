package dev.waypost.smtp.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A certificate that does not hold. The message says which of its faults it is, in one line. */
public final class UntrustedCertificate extends CertificateException {

    private static final int MOST_NAMES = 5;

    /** Kinds of names in RFC 5280 section 4.2.1.6: dNSName and iPAddress. */
    private static final List<Integer> HOSTS = List.of(2, 7);

    private final CertificateFault kind;

    /**
     * @param chain as the relay sent it, its own certificate first
     * @param fault what the verification said
     */
    UntrustedCertificate(X509Certificate[] chain, CertificateException fault) {
        this(kind(chain, fault), chain, fault);
    }

    private UntrustedCertificate(
            CertificateFault kind, X509Certificate[] chain, CertificateException fault) {
        super(explanation(kind, chain, fault), fault);
        this.kind = kind;
    }

    public CertificateFault kind() {
        return kind;
    }

    private static CertificateFault kind(X509Certificate[] chain, CertificateException fault) {
        if (isCausedBy(fault, CertificateExpiredException.class)) {
            return CertificateFault.EXPIRED;
        }
        if (isCausedBy(fault, CertificateNotYetValidException.class)) {
            return CertificateFault.NOT_YET_VALID;
        }
        if (isCausedBy(fault, CertPathBuilderException.class)) {
            if (isSelfSigned(chain[0])) {
                return CertificateFault.SELF_SIGNED;
            }
            return isSelfSigned(chain[chain.length - 1])
                    ? CertificateFault.UNKNOWN_CA
                    : CertificateFault.INCOMPLETE_CHAIN;
        }
        String said = String.valueOf(fault.getMessage());
        return said.startsWith("No subject alternative") || said.startsWith("No name matching")
                ? CertificateFault.OTHER_NAME
                : CertificateFault.OTHER;
    }

    private static String explanation(
            CertificateFault kind, X509Certificate[] chain, CertificateException fault) {
        X509Certificate own = chain[0];
        return switch (kind) {
            case EXPIRED -> "the certificate has expired, on " + earliestEnd(chain);
            case NOT_YET_VALID ->
                    "the certificate is not valid before "
                            + own.getNotBefore().toInstant()
                            + ": is the clock right?";
            case SELF_SIGNED -> "the certificate is self-signed and not among the trusted ones";
            case UNKNOWN_CA ->
                    "the certificate is signed by an unknown CA, "
                            + printable(own.getIssuerX500Principal().getName());
            case INCOMPLETE_CHAIN ->
                    "the certificate is signed by "
                            + printable(chain[chain.length - 1].getIssuerX500Principal().getName())
                            + ", which is neither sent along nor among the trusted ones: an"
                            + " intermediate certificate is missing, or the CA is unknown";
            case OTHER_NAME -> "the certificate is made out to " + names(own);
            case OTHER ->
                    "the certificate does not hold: "
                            + printable(String.valueOf(fault.getMessage()));
        };
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }

    private static Instant earliestEnd(X509Certificate[] chain) {
        Instant end = chain[0].getNotAfter().toInstant();
        for (X509Certificate certificate : chain) {
            Instant its = certificate.getNotAfter().toInstant();
            end = its.isBefore(end) ? its : end;
        }
        return end;
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            List<String> hosts =
                    (all == null ? List.<List<?>>of() : all)
                            .stream()
                                    .filter(name -> HOSTS.contains(name.get(0)))
                                    .map(name -> printable(String.valueOf(name.get(1))))
                                    .toList();
            if (hosts.isEmpty()) {
                return printable(certificate.getSubjectX500Principal().getName());
            }
            String more =
                    hosts.size() > MOST_NAMES
                            ? " and " + (hosts.size() - MOST_NAMES) + " more"
                            : "";
            return hosts.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more;
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }

    // Whoever made the certificate has written it: no line break reaches a log.
    private static String printable(String text) {
        String line = text.replaceAll("[^ -~]", "?");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    private static boolean isCausedBy(Throwable fault, Class<?> kind) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
