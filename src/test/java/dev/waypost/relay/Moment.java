package dev.waypost.relay;

/**
 * A point of the dialogue where a rule may step in.
 *
 * @param name a verb ({@code MAIL}), or {@code GREETING}, {@code HANDSHAKE}, {@code RESPONSE} (an
 *     answer to a challenge of AUTH has come), {@code BODY} (the first line of the message has
 *     come) or {@code DOT} (the final dot has come)
 * @param argument sender, recipient or the rest of the command line
 * @param mail the mail, at {@code DOT} only; else null
 */
record Moment(String name, String argument, ReceivedMail mail) {

    static final String GREETING = "GREETING";
    static final String HANDSHAKE = "HANDSHAKE";
    static final String RESPONSE = "RESPONSE";
    static final String BODY = "BODY";
    static final String DOT = "DOT";

    static Moment of(String name, String argument) {
        return new Moment(name, argument, null);
    }
}
