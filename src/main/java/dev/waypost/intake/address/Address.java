package dev.waypost.intake.address;

import dev.waypost.intake.field.Field;
import dev.waypost.intake.field.QuotedString;
import java.util.ArrayList;
import java.util.List;

/**
 * A mailbox of RFC 5322 section 3.4, or of RFC 6531 where it is not ASCII.
 *
 * @param emailAddress never null
 * @param name the display name without quotes; null when there is none
 */
public record Address(EmailAddress emailAddress, String name) {

    /** What an unquoted display name must not hold (RFC 5322 section 3.2.3), but for the dot. */
    private static final String SPECIALS = "()<>[]:;@\\,\"";

    private static final int LONGEST_NAME = 256;

    private static final String SEVERAL =
            "several are an array, such as [\"a@example.org\", \"b@example.org\"]";

    /**
     * @throws IllegalArgumentException where the text is no address
     */
    public Address(String email, String name) {
        this(EmailAddress.parse(email), name);
    }

    /** The address alone, its domain in ASCII. */
    public String email() {
        return emailAddress.text();
    }

    /**
     * Reads {@code a@b}, {@code Name <a@b>}, {@code "Name, Inc." <a@b>} or {@code {email, name}}.
     *
     * @return null when absent or after a complaint
     */
    public static Address one(Field field) {
        if (field.text() != null) {
            return fromText(field.text().strip(), field);
        }
        Field email = field.get("email");
        if (email.text() == null) {
            return null;
        }
        return checked(email.text(), field.get("name").text(), email);
    }

    /** One mailbox or an array of them. */
    public static List<Address> all(Field field) {
        if (field.isAbsent()) {
            return List.of();
        }
        List<Field> items = field.node().isArray() ? field.items() : List.of(field);
        List<Address> addresses = new ArrayList<>(items.size());
        for (Field item : items) {
            Address address = one(item);
            if (address != null) {
                addresses.add(address);
            }
        }
        return List.copyOf(addresses);
    }

    private static Address fromText(String text, Field field) {
        if (!text.endsWith(">")) {
            return checked(text, null, field);
        }
        boolean quoted = text.startsWith("\"");
        int nameEnd = quoted ? QuotedString.end(text) : text.indexOf('<');
        if (nameEnd < 0) {
            refuse("must be an address such as Name <name@example.org>", field);
            return null;
        }
        String name = text.substring(0, nameEnd).strip();
        String rest = text.substring(nameEnd).strip();
        if (!rest.startsWith("<")) {
            refuse("must be an address such as \"Name\" <name@example.org>", field);
            return null;
        }
        if (!quoted && holdsSpecials(name)) {
            refuse("must have its name in double quotes, for it holds one of " + SPECIALS, field);
            return null;
        }
        String email = rest.substring(1, rest.length() - 1);
        return checked(email, quoted ? QuotedString.content(name) : name, field);
    }

    private static boolean holdsSpecials(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (SPECIALS.indexOf(name.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static Address checked(String email, String name, Field field) {
        EmailAddress address;
        try {
            address = EmailAddress.parse(email);
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage(), field);
            return null;
        }
        if (name != null && name.length() > LONGEST_NAME && field.text().endsWith(">")) {
            field.refuse("must have a name of at most " + LONGEST_NAME + " characters");
        }
        return new Address(address, name == null || name.isBlank() ? null : name);
    }

    private static void refuse(String fault, Field field) {
        field.refuse(isList(field.text()) ? "must be one address; " + SEVERAL : fault);
    }

    /** Whether signs that part addresses in a mail program stand between two of them. */
    private static boolean isList(String text) {
        int addresses = 0;
        boolean quoted = false;
        boolean at = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            quoted ^= c == '"';
            at |= c == '@';
            if (c == ',' || c == ';') {
                addresses += at && !quoted ? 1 : 0;
                at &= quoted;
            }
        }
        return addresses > 1;
    }

    /** For logs: that there is one, not which. */
    @Override
    public String toString() {
        return "an address";
    }
}
