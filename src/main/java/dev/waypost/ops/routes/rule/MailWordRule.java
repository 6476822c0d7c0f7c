package dev.waypost.ops.routes.rule;

import dev.waypost.intake.CustomHeaders;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.BeanDefinition;

/** What {@code mail.refuse} and {@code mail.addHeader} are told can be done. */
final class MailWordRule implements RouteRule {

    private static final Pattern ARGUMENTS = Pattern.compile("\\w+\\((.*)\\)\\s*", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\\s*(['\"])(.*?)\\1\\s*(,.+)?");

    @Override
    public Stream<Finding> findings(RouteModel model) {
        return model.routes().stream()
                .flatMap(model::steps)
                .filter(BeanDefinition.class::isInstance)
                .map(BeanDefinition.class::cast)
                .flatMap(step -> finding(model, step).stream());
    }

    private static Optional<Finding> finding(RouteModel model, BeanDefinition step) {
        Matcher matcher = ARGUMENTS.matcher(String.valueOf(step.getMethod()));
        String arguments = matcher.matches() ? matcher.group(1).strip() : "";
        return switch (Reach.word(step)) {
            case Word.REFUSE ->
                    arguments.isEmpty()
                            ? fault(model, step, "a reason", "refuse('why, in your words')")
                            : Optional.empty();
            case "mail.addHeader" -> header(model, step, arguments);
            default -> Optional.empty();
        };
    }

    private static Optional<Finding> header(
            RouteModel model, BeanDefinition step, String arguments) {
        Matcher name = LITERAL.matcher(arguments);
        if (!name.matches() || name.group(3) == null) {
            return fault(model, step, "a name and a value", "addHeader('X-Ours', 'value')");
        }
        String written = name.group(2);
        String fault = CustomHeaders.nameFault(written);
        return fault == null
                ? Optional.empty()
                : Optional.of(
                        model.finding(
                                step,
                                "the header %s %s: no mail would be sent".formatted(written, fault),
                                "use a name of your own, such as X-Ours"));
    }

    private static Optional<Finding> fault(
            RouteModel model, BeanDefinition step, String missing, String example) {
        return Optional.of(
                model.finding(
                        step,
                        "%s is told without %s".formatted(Reach.word(step), missing),
                        "write `{ref: mail, method: \"%s\"}`".formatted(example)));
    }
}
