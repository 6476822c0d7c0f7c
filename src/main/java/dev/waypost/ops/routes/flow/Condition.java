package dev.waypost.ops.routes.flow;

import static dev.waypost.ops.routes.Fact.CLAIMED;
import static dev.waypost.ops.routes.Fact.CLAIM_ASKED;
import static dev.waypost.ops.routes.Fact.DUPLICATE;
import static dev.waypost.ops.routes.Fact.FRESH;
import static dev.waypost.ops.routes.Fact.IN_PLACE;
import static dev.waypost.ops.routes.Fact.LANE_ASKED;
import static dev.waypost.ops.routes.Fact.MISPLACED;
import static dev.waypost.ops.routes.Fact.NARROWED;
import static dev.waypost.ops.routes.Fact.OWES_DEAD_LETTER;
import static dev.waypost.ops.routes.Fact.OWES_MOVE;
import static dev.waypost.ops.routes.Fact.OWES_RETRY;
import static dev.waypost.ops.routes.Fact.OWES_STATUS;
import static dev.waypost.ops.routes.Fact.RECALLABLE;
import static dev.waypost.ops.routes.Fact.RECALL_ASKED;
import static dev.waypost.ops.routes.Fact.UNCLAIMED;
import static dev.waypost.ops.routes.Fact.VERDICT;

import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.FailureCase;
import dev.waypost.ops.routes.Reach;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;

/**
 * What follows from a condition of a route, as far as it asks one of the vocabulary's conditions,
 * by {@code ref: deferred} or {@code ${body.deferred}}, or for a constant. Any other may hold or
 * not.
 *
 * @param asks a condition, a word of the vocabulary, {@code always}, or {@code ""} for anything
 *     else
 * @param value what the answer is where the condition holds
 */
record Condition(String asks, boolean value) {

    private static final Condition UNKNOWN = new Condition("", true);

    private static final Pattern ASKED =
            Pattern.compile(
                    "\\$\\{body\\.(?:is(?=[A-Z]))?(\\w+)(?:\\(\\))?}"
                            + "\\s*(?:(==|!=)\\s*'?(true|false|null)'?)?");
    private static final Pattern BEAN =
            Pattern.compile("\\$\\{bean:(\\w+)(?:\\.|::|\\?method=)(\\w+).*}");

    static Condition of(ExpressionDefinition expression) {
        if (expression instanceof MethodCallExpression call) {
            return new Condition(Reach.word(call.getRef(), call.getMethod()), true);
        }
        String text = expression == null ? "" : String.valueOf(expression.getExpression()).strip();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return new Condition("always", Boolean.parseBoolean(text));
        }
        if (expression != null && "ref".equals(expression.getLanguage())) {
            return new Condition(text, true);
        }
        Matcher bean = BEAN.matcher(text);
        if (bean.matches()) {
            return new Condition(bean.group(1) + "." + bean.group(2), true);
        }
        Matcher asked = ASKED.matcher(text);
        if (!asked.matches()) {
            return UNKNOWN;
        }
        // `== true` and `!= null` hold where it is so, `== false`, `!= true` and `== null` not.
        boolean equal = !"!=".equals(asked.group(2));
        boolean so = asked.group(3) == null || asked.group(3).equals("true");
        return new Condition(decapitalized(asked.group(1)), equal == so);
    }

    private static String decapitalized(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** The way where the condition turned out so; empty where it cannot. */
    Optional<Way> assume(Way way, boolean outcome) {
        boolean is = outcome == value;
        return switch (asks) {
            case "always" -> is ? Optional.of(way) : Optional.empty();
            case "underWay" -> known(way, CLAIM_ASKED, is, UNCLAIMED, CLAIMED);
            case "duplicate" -> known(way, NARROWED, is, DUPLICATE, FRESH);
            case "deferred" -> owes(way, is, OWES_RETRY);
            case "statusDue" -> owes(way, is, OWES_STATUS);
            case "deadLettered" -> owes(way, is, OWES_DEAD_LETTER);
            case "misplaced" -> misplaced(way, is);
            case "recalled" -> Optional.of(recalled(way, is));
            case "brokenOff" -> brokenOff(way, is);
            default -> Optional.of(way);
        };
    }

    private static Optional<Way> known(Way way, Fact asked, boolean is, Fact yes, Fact no) {
        if (!way.has(asked)) {
            return Optional.of(way);
        }
        return way.has(is ? no : yes) ? Optional.empty() : Optional.of(way.with(is ? yes : no));
    }

    private static Way recalled(Way way, boolean is) {
        if (!way.has(RECALLABLE)) {
            return way;
        }
        return is
                ? way.with(VERDICT, OWES_RETRY, OWES_DEAD_LETTER, OWES_MOVE)
                : way.with(RECALL_ASKED);
    }

    private static Optional<Way> owes(Way way, boolean is, Fact debt) {
        if (way.has(MISPLACED) && is) {
            return Optional.empty(); // It goes on in its lane, before anything becomes of it.
        }
        return Optional.of(is || !way.has(VERDICT) ? way : way.without(debt));
    }

    private static Optional<Way> misplaced(Way way, boolean is) {
        if (!way.has(LANE_ASKED)) {
            return is && !way.has(OWES_MOVE)
                    ? Optional.empty()
                    : Optional.of(is ? way : way.without(OWES_MOVE));
        }
        boolean first = !way.has(MISPLACED);
        Optional<Way> known = known(way, LANE_ASKED, is, MISPLACED, IN_PLACE);
        return is && first ? known.map(it -> it.with(VERDICT, OWES_MOVE)) : known;
    }

    private static Optional<Way> brokenOff(Way way, boolean is) {
        if (way.trouble() == null || !way.trouble().isOfThePort()) {
            return Optional.of(way);
        }
        return is == (way.trouble() == FailureCase.BROKEN_OFF)
                ? Optional.of(way)
                : Optional.empty();
    }
}
