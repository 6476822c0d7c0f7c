package dev.waypost.ops.deadletter;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which dead letters somebody wants: those that meet every condition, and of one condition's values
 * any. Immutable; each method adds a condition, and an empty collection or null adds none.
 *
 * @param since no older ones; null without that
 * @param ranges only those there; empty for everywhere
 * @param condition what else they must meet
 */
public record DeadLetterFilter(
        Instant since, List<PlaceRange> ranges, Predicate<DeadLetterRecord> condition) {

    /** All of them. */
    public static final DeadLetterFilter ALL =
            new DeadLetterFilter(null, List.of(), letter -> true);

    /** Given up at this moment or later. */
    public DeadLetterFilter after(Instant moment) {
        return moment == null
                ? this
                : new DeadLetterFilter(
                        moment,
                        ranges,
                        condition.and(letter -> !letter.failedAt().isBefore(moment)));
    }

    /** Given up before this moment. */
    public DeadLetterFilter before(Instant moment) {
        return moment == null ? this : and(letter -> letter.failedAt().isBefore(moment));
    }

    /** At these places. */
    public DeadLetterFilter within(Collection<PlaceRange> places) {
        return places.isEmpty()
                ? this
                : new DeadLetterFilter(
                        since,
                        List.copyOf(places),
                        condition.and(
                                letter ->
                                        places.stream()
                                                .anyMatch(it -> it.contains(letter.place()))));
    }

    /** Of these mails, by id or by the record's key. */
    public DeadLetterFilter ids(Collection<String> ids) {
        Set<String> wanted = Set.copyOf(ids);
        return ids.isEmpty()
                ? this
                : and(
                        letter ->
                                wanted.contains(letter.mailId())
                                        || letter.key().filter(wanted::contains).isPresent());
    }

    /** By slug. */
    public DeadLetterFilter reasons(Collection<String> slugs) {
        Set<String> wanted = Set.copyOf(slugs);
        return slugs.isEmpty() ? this : and(letter -> wanted.contains(letter.reason()));
    }

    /** By the outcome's class, in any case: {@code REJECT}. */
    public DeadLetterFilter classes(Collection<String> classes) {
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(classes);
        return classes.isEmpty() ? this : and(letter -> wanted.contains(letter.outcomeClass()));
    }

    /**
     * By reply code or enhanced status code, where {@code x} is any number: {@code 550}, {@code
     * 5xx}, {@code 5.1.1}, {@code 5.7.x}.
     */
    public DeadLetterFilter codes(Collection<String> codes) {
        List<Pattern> wanted = codes.stream().map(DeadLetterFilter::code).toList();
        return codes.isEmpty()
                ? this
                : and(
                        letter ->
                                wanted.stream()
                                        .anyMatch(
                                                it ->
                                                        matches(it, letter.code().orElse(""))
                                                                || matches(
                                                                        it,
                                                                        letter.enhancedStatus()
                                                                                .orElse(""))));
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static Pattern code(String text) {
        if (text.matches("[245][0-9xX]{2}")) {
            return Pattern.compile(text.replaceAll("[xX]", "[0-9]"));
        }
        if (text.matches("[245](\\.([0-9]{1,3}|[xX])){2}")) {
            return Pattern.compile(text.replace(".", "\\.").replaceAll("[xX]", "[0-9]+"));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no reply code such as 550, 5xx, 5.1.1 or 5.7.x");
    }

    /** For one of these addresses, in any case. */
    public DeadLetterFilter recipients(Collection<String> addresses) {
        Set<String> wanted = lower(addresses);
        return addresses.isEmpty()
                ? this
                : and(letter -> lower(letter.addressees()).stream().anyMatch(wanted::contains));
    }

    /** For an address of one of these domains or below it, in any case. */
    public DeadLetterFilter domains(Collection<String> domains) {
        Set<String> wanted = lower(domains);
        return domains.isEmpty()
                ? this
                : and(
                        letter ->
                                letter.domains().stream()
                                        .anyMatch(
                                                it ->
                                                        wanted.stream()
                                                                .anyMatch(
                                                                        one -> isWithin(it, one))));
    }

    private static boolean isWithin(String domain, String wanted) {
        return domain.equals(wanted) || domain.endsWith("." + wanted);
    }

    private static Set<String> lower(Collection<String> texts) {
        Set<String> lower = new HashSet<>();
        texts.forEach(text -> lower.add(text.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private DeadLetterFilter and(Predicate<DeadLetterRecord> more) {
        return new DeadLetterFilter(since, ranges, condition.and(more));
    }

    public boolean matches(DeadLetterRecord letter) {
        return condition.test(letter);
    }
}
