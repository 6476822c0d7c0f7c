package dev.waypost.compose;

import dev.waypost.intake.address.Address;
import dev.waypost.intake.address.EmailAddress;
import dev.waypost.intake.field.QuotedString;
import java.util.ArrayList;
import java.util.List;

/**
 * A mailbox as a header field shows it (RFC 5322 section 3.4).
 *
 * @param name the display name; null when there is none
 */
record Mailbox(String name, EmailAddress address) {

    /** A quoted-string is not folded; a longer name becomes encoded-words. */
    private static final int LONGEST_QUOTED = 60;

    static Mailbox of(String field, Address address) throws UncomposableEvent {
        String name = address.name();
        if (name != null) {
            HeaderWriter.refuseLineBreaks(field, name);
        }
        return new Mailbox(name == null || name.isBlank() ? null : name, address.emailAddress());
    }

    static List<Mailbox> listOf(String field, List<Address> addresses) throws UncomposableEvent {
        List<Mailbox> mailboxes = new ArrayList<>(addresses.size());
        for (Address address : addresses) {
            mailboxes.add(of(field, address));
        }
        return mailboxes;
    }

    void writeTo(HeaderWriter header) throws UncomposableEvent {
        if (name == null) {
            header.token(address.text());
            return;
        }
        if (isPhrase()) {
            header.token(name);
        } else if (isQuotable()) {
            header.token(QuotedString.of(name));
        } else {
            header.encoded(name);
        }
        header.token("<" + address.text() + ">");
    }

    /** Atoms with single spaces between them: the name stands as it is. */
    private boolean isPhrase() {
        char previous = ' ';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean atom = c < 0x80 && EmailAddress.isAtext(c);
            if (!atom && (c != ' ' || previous == ' ')) {
                return false;
            }
            previous = c;
        }
        return previous != ' ' && isShortAndNoEncodedWord();
    }

    private boolean isQuotable() {
        return isShortAndNoEncodedWord() && name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private boolean isShortAndNoEncodedWord() {
        return name.length() <= LONGEST_QUOTED && !name.contains("=?");
    }
}
