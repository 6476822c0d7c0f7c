package dev.waypost.ops.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The providers of docs/providers.md by the host names they give out, and the profile that fits.
 */
enum Provider {
    AMAZON_SES("Amazon SES", "amazon-ses", "email-smtp(-fips)?\\.[a-z0-9-]+\\.amazonaws\\.com"),
    BREVO("Brevo", "standard", "smtp-relay\\.brevo\\.com"),
    ELASTIC_EMAIL("Elastic Email", "standard", "smtp\\.elasticemail\\.com"),
    GMAIL("Gmail", "google", "smtp\\.gmail\\.com"),
    GOOGLE_WORKSPACE("Google Workspace relay", "google", "smtp-relay\\.gmail\\.com"),
    MAILGUN("Mailgun", "standard", "smtp(\\.eu)?\\.mailgun\\.org"),
    MAILERSEND("MailerSend", "mailersend", "smtp\\.mailersend\\.net"),
    /** https://www.mailjet.com/blog/email-best-practices/which-smtp-port-mailjet/ has port 80. */
    MAILJET("Mailjet", "standard", "in-v3\\.mailjet\\.com", 80),
    MICROSOFT_365("Microsoft 365", "microsoft-365", "smtp\\.office365\\.com"),
    POSTMARK("Postmark", "postmark", "smtp(-broadcasts)?\\.postmarkapp\\.com"),
    RESEND("Resend", "resend", "smtp\\.resend\\.com"),
    SENDGRID("SendGrid", "standard", "smtp\\.sendgrid\\.net"),
    /** https://developers.smtp2go.com/docs/smtp-relay has both. */
    SMTP2GO("SMTP2GO", "smtp2go", "mail\\.smtp2go\\.com", 80, 443),
    SPARKPOST("SparkPost", "sparkpost", "smtp(\\.eu)?\\.sparkpostmail\\.com"),
    ZEPTOMAIL("Zoho ZeptoMail", "zeptomail", "smtp\\.zeptomail\\.com");

    private final String label;
    private final String profile;
    private final Pattern hosts;
    private final List<Integer> unusualPorts;

    Provider(String label, String profile, String hosts, Integer... unusualPorts) {
        this.label = label;
        this.profile = profile;
        this.hosts = Pattern.compile(hosts);
        this.unusualPorts = List.of(unusualPorts);
    }

    static Optional<Provider> of(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(p -> p.hosts.matcher(lower).matches()).findAny();
    }

    /** Whether it is a profile that Waypost brings. */
    static boolean isProfile(String name) {
        return Arrays.stream(values()).anyMatch(provider -> provider.profile.equals(name));
    }

    /** As it calls itself. */
    String label() {
        return label;
    }

    /** The profile of {@code routes/relays/} with its ports. */
    String profile() {
        return profile;
    }

    /** Ports that no other relay takes mail on. */
    List<Integer> unusualPorts() {
        return unusualPorts;
    }
}
