package dev.waypost.bench;

/**
 * The task as a peer's own process reads it from its environment.
 *
 * @param tls whether to insist on STARTTLS with a verified certificate
 */
record PeerTask(
        String bootstrapServers,
        String topic,
        String group,
        String host,
        int port,
        boolean tls,
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
                word("CA_PEM"));
    }

    private static String word(String name) {
        return System.getenv("BENCH_" + name);
    }
}
