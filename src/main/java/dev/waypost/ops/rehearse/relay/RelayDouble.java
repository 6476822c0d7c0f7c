package dev.waypost.ops.rehearse.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The relay as a story tells it: what it does at each port, and the mails it took. Outlives the
 * process. Any thread.
 */
public final class RelayDouble {

    /** What the effect of a mail that is taken begins with. */
    static final String TOOK = "the relay took a mail on ";

    /**
     * A mail that the relay has, told of or not.
     *
     * @param recipients all that it took
     * @param suppressed those of them to whom it said that it will not go
     */
    public record Taken(
            String port,
            List<String> recipients,
            List<String> suppressed,
            String id,
            String message) {}

    private final List<RelayRule> rules;
    private final int[] followed;
    private final List<Taken> taken = new ArrayList<>();
    private final List<Taken> confirmed = new ArrayList<>();
    private IntPredicate inTls = port -> port == 465;

    public RelayDouble(List<RelayRule> rules) {
        this.rules = List.copyOf(rules);
        this.followed = new int[rules.size()];
    }

    public synchronized RelayDouble copy() {
        RelayDouble copy = new RelayDouble(rules);
        System.arraycopy(followed, 0, copy.followed, 0, followed.length);
        copy.taken.addAll(taken);
        copy.confirmed.addAll(confirmed);
        return copy;
    }

    /** Which ports speak TLS from the first byte. */
    public synchronized void speaksTlsAt(IntPredicate ports) {
        inTls = ports;
    }

    synchronized boolean beginsInTls(int port) {
        return inTls.test(port);
    }

    /** Whether the door of the port is so. */
    boolean isDoor(int port, String so) {
        return rules.stream()
                .filter(rule -> rule.isAbout(String.valueOf(port), RelayRule.DOOR, List.of()))
                .anyMatch(rule -> rule.then().equals(so));
    }

    /** What to do there, said once; empty for what a relay usually does. */
    synchronized Optional<RelayRule> at(int port, String what, Collection<String> whom) {
        for (int i = 0; i < rules.size(); i++) {
            RelayRule rule = rules.get(i);
            if (rule.isAbout(String.valueOf(port), what, whom) && followed[i] < rule.times()) {
                followed[i]++;
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    synchronized void take(Taken mail) {
        taken.add(mail);
    }

    /** It was said that this one is taken. */
    synchronized void confirm(Taken mail) {
        confirmed.add(mail);
    }

    public synchronized boolean isConfirmed(Taken mail) {
        return confirmed.stream().anyMatch(each -> each == mail);
    }

    /** In the order of their final dots. */
    public synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** The lines that answer EHLO. */
    String[] greeting(int port, boolean secure) {
        List<String> offered = new ArrayList<>(List.of("relay", "8BITMIME", "SMTPUTF8"));
        offered.addAll(List.of("ENHANCEDSTATUSCODES", "SIZE 36700160"));
        if (!secure && !isDoor(port, RelayRule.WITHOUT + "STARTTLS")) {
            offered.add("STARTTLS");
        }
        if (secure && !isDoor(port, RelayRule.WITHOUT + "AUTH")) {
            offered.add("AUTH PLAIN LOGIN");
        }
        int last = offered.size() - 1;
        offered.replaceAll(word -> "250-" + word);
        offered.set(last, offered.get(last).replaceFirst("-", " "));
        return offered.toArray(String[]::new);
    }
}
