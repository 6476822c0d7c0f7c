package dev.waypost.ops.routes.rule;

import dev.waypost.intake.CustomHeaders;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** What {@code mail.refuse} and {@code mail.addHeader} are told can be done. */
final class MailWordRule extends RouteRule {

    private static final Pattern ARGUMENTS = Pattern.compile("\\w+\\((.*)\\)\\s*", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\\s*(['\"])(.*?)\\1\\s*(,.+)?");

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean) {
            Matcher matcher = ARGUMENTS.matcher(String.valueOf(bean.getMethod()));
            String arguments = matcher.matches() ? matcher.group(1).strip() : "";
            switch (Reach.word(step)) {
                case Word.REFUSE -> refusal(step, arguments);
                case "mail.addHeader" -> header(step, arguments);
                default -> {}
            }
        }
    }

    private void refusal(ProcessorDefinition<?> step, String arguments) {
        if (arguments.isEmpty()) {
            missing(step, "a reason", "refuse('why, in your words')");
        }
    }

    private void header(ProcessorDefinition<?> step, String arguments) {
        Matcher name = LITERAL.matcher(arguments);
        if (!name.matches() || name.group(3) == null) {
            missing(step, "a name and a value", "addHeader('X-Ours', 'value')");
            return;
        }
        String written = name.group(2);
        String fault = CustomHeaders.nameFault(written);
        if (fault != null) {
            fault(
                    step,
                    "the header %s %s: no mail would be sent".formatted(written, fault),
                    "use a name of your own, such as X-Ours");
        }
    }

    private void missing(ProcessorDefinition<?> step, String missing, String example) {
        fault(
                step,
                "%s is told without %s".formatted(Reach.word(step), missing),
                "write `{ref: mail, method: \"%s\"}`".formatted(example));
    }
}
