package dev.waypost.intake;

import java.util.List;

/** Something that is for recipients, such as the envelope of a mail. */
public interface Addressed {

    /** RCPT TO addresses, each once. */
    List<String> recipients();
}
