package dev.waypost.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * A bean's method as a route names it: {@code {ref: inFlightWindow, method: admit}}, or with
 * arguments {@code admit(*, '587', 'host', 587, false)}. Without any it gets the exchange, its
 * message, what was thrown, or the body, as its parameter's type says.
 */
final class BeanCall {

    final String bean;
    final String method;
    private final List<String> words;
    private volatile Target target;

    BeanCall(String bean, String call) {
        this.bean = bean;
        int open = call.indexOf('(');
        this.method = open < 0 ? call : call.substring(0, open);
        this.words =
                open < 0
                        ? List.of()
                        : Arrays.stream(call.substring(open + 1, call.lastIndexOf(')')).split(","))
                                .map(String::strip)
                                .toList();
    }

    /** What it returns; {@link Void} of a method that returns nothing is null as well. */
    Object in(Walk walk) throws Exception {
        Object target = walk.pod.beans.named(bean);
        if (target == null) {
            return null; // Of no account here: it counts, or draws.
        }
        Target known = known(target.getClass());
        Object[] arguments = new Object[known.types.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] =
                    known.literals[i] == null
                            ? of(walk.exchange, known.types[i])
                            : known.literals[i];
        }
        try {
            Object answer = known.method.invoke(target, arguments);
            return known.method.getReturnType() == void.class ? Void.class : answer;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw (Error) e.getCause();
        }
    }

    /**
     * @param literals null for what comes from the exchange
     */
    private record Target(Class<?> of, Method method, Class<?>[] types, Object[] literals) {}

    private Target known(Class<?> type) {
        Target known = target;
        if (known == null || known.of != type) {
            known = found(type);
            target = known;
        }
        return known;
    }

    private Target found(Class<?> type) {
        Method found =
                Arrays.stream(type.getMethods())
                        .filter(each -> each.getName().equals(method))
                        .filter(each -> !each.isBridge())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no method " + bean + "." + method));
        found.setAccessible(true); // Spares a check at each call.
        Class<?>[] types = found.getParameterTypes();
        Object[] literals = new Object[types.length];
        for (int i = 0; i < Math.min(types.length, words.size()); i++) {
            literals[i] = words.get(i).equals("*") ? null : literal(words.get(i), types[i]);
        }
        return new Target(type, found, types, literals);
    }

    private static Object of(Exchange exchange, Class<?> type) {
        if (type == Exchange.class) {
            return exchange;
        }
        if (type == Message.class) {
            return exchange.getMessage();
        }
        if (type == Exception.class) {
            return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        return exchange.getMessage().getBody(type);
    }

    private static Object literal(String word, Class<?> type) {
        if (word.startsWith("'")) {
            return word.substring(1, word.length() - 1);
        }
        if (type == int.class) {
            return Integer.parseInt(word);
        }
        if (type == boolean.class) {
            return Boolean.parseBoolean(word);
        }
        return word;
    }
}
