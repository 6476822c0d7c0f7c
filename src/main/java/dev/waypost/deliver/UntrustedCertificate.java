package dev.waypost.deliver;

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
final class UntrustedCertificate extends CertificateException {

    private static final int MOST_NAMES = 5;

    /** Kinds of names in RFC 5280 section 4.2.1.6: dNSName and iPAddress. */
    private static final List<Integer> HOSTS = List.of(2, 7);

    /**
     * @param chain as the relay sent it, its own certificate first
     * @param fault what the verification said
     */
    UntrustedCertificate(X509Certificate[] chain, CertificateException fault) {
        super(explanation(chain, fault), fault);
    }

    private static String explanation(X509Certificate[] chain, CertificateException fault) {
        X509Certificate own = chain[0];
        if (isCausedBy(fault, CertificateExpiredException.class)) {
            return "the certificate has expired, on " + earliestEnd(chain);
        }
        if (isCausedBy(fault, CertificateNotYetValidException.class)) {
            return "the certificate is not valid before "
                    + own.getNotBefore().toInstant()
                    + ": is the clock right?";
        }
        if (isCausedBy(fault, CertPathBuilderException.class)) {
            return own.getIssuerX500Principal().equals(own.getSubjectX500Principal())
                    ? "the certificate is self-signed and not among the trusted ones"
                    : "the certificate is signed by an unknown CA, "
                            + printable(own.getIssuerX500Principal().getName());
        }
        String said = String.valueOf(fault.getMessage());
        return said.startsWith("No subject alternative") || said.startsWith("No name matching")
                ? "the certificate is made out to " + names(own)
                : "the certificate does not hold: " + printable(said);
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
