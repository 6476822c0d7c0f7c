package dev.waypost.bench;

/**
 * The task as a peer's own process reads it from its environment.
 *
 * @param tls whether to insist on STARTTLS with a verified certificate
 * @param millisAMail its own throttle: one mail in so many milliseconds; 0 for none
 */
record PeerTask(
        String bootstrapServers,
        String topic,
        String group,
        String host,
        int port,
        boolean tls,
        long millisAMail,
        String caPem) {

    /** Connections to the relay at once. */
    static final int CONNECTIONS = 16;

    /** Mails in flight at once. */
    static final int IN_FLIGHT = 64;

    static PeerTask fromEnvironment() {
        return new PeerTask(
                word("BOOTSTRAP_SERVERS"),
                word("TOPIC"),
                word("GROUP"),
                word("HOST"),
                Integer.parseInt(word("PORT")),
                Boolean.parseBoolean(word("TLS")),
                throttle(),
                word("CA_PEM"));
    }

    private static long throttle() {
        String told = word("MILLIS_A_MAIL");
        return told == null ? 0 : Long.parseLong(told);
    }

    private static String word(String name) {
        return System.getenv("BENCH_" + name);
    }
}
