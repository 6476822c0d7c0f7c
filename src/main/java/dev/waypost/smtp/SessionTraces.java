package dev.waypost.smtp;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which dialogues with the relay somebody wants to see, and until when. While nobody does, asking
 * costs a look at an empty list. Any thread.
 */
public final class SessionTraces {

    /**
     * One wish; of mail, recipient and port one is set.
     *
     * @param mail id of a mail event; null for none
     * @param recipient an address; null for none
     * @param port a port's number; 0 for none
     * @param addresses whether they are shown in full
     */
    public record Wanted(
            String mail, String recipient, int port, boolean addresses, Instant until) {

        /** For logs: no address. */
        @Override
        public String toString() {
            return port > 0
                    ? "port " + port
                    : mail != null ? "mail " + mail : AddressMask.masked(recipient);
        }
    }

    /** A wish, and the mail that it turned out to be. */
    private static final class Wish {
        private final Wanted wanted;
        private volatile WeakReference<byte[]> content = new WeakReference<>(null);

        Wish(Wanted wanted) {
            this.wanted = wanted;
        }

        boolean isFor(RelayTarget target) {
            return wanted.port() == target.port();
        }

        boolean isFor(MailObject mail) {
            return content.get() == mail.content()
                    || mail.recipients().stream()
                            .anyMatch(to -> to.equalsIgnoreCase(wanted.recipient()));
        }
    }

    private final Clock clock;
    private final AtomicLong dialogues = new AtomicLong();
    private volatile List<Wish> wishes = List.of();

    public SessionTraces(Clock clock) {
        this.clock = clock;
    }

    /** Shows what this wants, from now on. */
    public synchronized void begin(Wanted wanted) {
        List<Wish> more = new ArrayList<>(current());
        more.removeIf(wish -> wish.wanted.toString().equals(wanted.toString()));
        more.add(new Wish(wanted));
        wishes = List.copyOf(more);
    }

    /** This mail event has this content in the pass that begins. */
    public void meet(String mail, byte[] content) {
        for (Wish wish : wishes) {
            if (mail.equals(wish.wanted.mail())) {
                wish.content = new WeakReference<>(content);
            }
        }
    }

    /** For a connection that was just made; null where nobody wants to see it. */
    public SessionTrace ofConnection(RelayTarget target) {
        return ofTransaction(target, null);
    }

    /** For a transaction that begins; null where nobody wants to see it. */
    public SessionTrace ofTransaction(RelayTarget target, MailObject mail) {
        if (wishes.isEmpty()) {
            return null;
        }
        for (Wish wish : current()) {
            if (wish.isFor(target) || mail != null && wish.isFor(mail)) {
                return new SessionTrace(
                        target.port() + "#" + dialogues.incrementAndGet(), wish.wanted.addresses());
            }
        }
        return null;
    }

    private List<Wish> current() {
        List<Wish> all = wishes;
        Instant now = clock.instant();
        if (all.stream().allMatch(wish -> now.isBefore(wish.wanted.until()))) {
            return all;
        }
        return wishes = all.stream().filter(wish -> now.isBefore(wish.wanted.until())).toList();
    }
}
