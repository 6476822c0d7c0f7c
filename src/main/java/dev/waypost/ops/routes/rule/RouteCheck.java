package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.FaultyRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.flow.BesideRule;
import dev.waypost.ops.routes.flow.CarriageRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds what Camel notices only when a mail arrives, or never: all of it at once, with file and
 * line. Asks the routes as Camel has loaded them; connects to nothing and starts nothing.
 */
public final class RouteCheck {

    /** Names that are not there: what else is said of routes that use them would mislead. */
    private static final List<Supplier<RouteRule>> NAMES =
            List.of(
                    PlaceRule::new,
                    DestinationRule::new,
                    PropertyRule::new,
                    BeanRule::new,
                    CamelRule::new);

    private static final List<Supplier<RouteRule>> PROMISES =
            List.of(
                    NamedRule::new,
                    NativeRule::new,
                    FailoverRule::new,
                    PortRule::new,
                    KafkaRule::new,
                    ClientRule::new,
                    GroupRule::new,
                    PollRule::new,
                    IntakeRule::new,
                    BesideRule::new,
                    OwnRule::new,
                    SpokenRule::new,
                    MailWordRule::new,
                    AmountRule::new,
                    AskedRule::new,
                    CarriageRule::new);

    private static final List<Supplier<RouteRule>> CREATION = List.of(CreationRule::new);

    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparing(Finding::subject).thenComparingInt(Finding::line);

    private RouteCheck() {}

    /**
     * What is to say about these routes; empty where all is well, and they would start. Creates
     * them where nothing else is wrong.
     */
    public static List<Finding> findings(RouteModel model) {
        return by(List.of(NAMES, PROMISES, CREATION), model);
    }

    /**
     * Refuses routes that are about to be created and started; warnings pass.
     *
     * @throws FaultyRoutes with every error in its message, a line each
     */
    public static void require(RouteModel model) {
        List<Finding> errors =
                by(List.of(NAMES, PROMISES), model).stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new FaultyRoutes(errors);
        }
    }

    /** What Camel says of routes that it cannot create; no rule of ours. */
    public static List<Finding> creation(RouteModel model) {
        return by(List.of(CREATION), model);
    }

    private static List<Finding> by(List<List<Supplier<RouteRule>>> stages, RouteModel model) {
        List<Finding> found = new ArrayList<>();
        for (List<Supplier<RouteRule>> rules : stages) {
            rules.forEach(rule -> found.addAll(rule.get().findings(model)));
            if (found.stream().anyMatch(Finding::isError)) {
                break;
            }
        }
        return found.stream().distinct().sorted(BY_PLACE).toList();
    }
}
