package dev.waypost.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * A bean's method as a route names it: {@code {ref: inFlightWindow, method: admit}}, or with
 * arguments {@code admit(*, '587', 'host', 587, false)}. Without any it gets the exchange, its
 * message, what was thrown, or the body, as its parameter's type says.
 */
final class BeanCall {

    private static final Map<String, Method> METHODS = new ConcurrentHashMap<>();

    final String bean;
    final String method;
    private final List<String> words;

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
        Method called = method(target.getClass());
        Class<?>[] types = called.getParameterTypes();
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            String word = i < words.size() ? words.get(i) : "*";
            arguments.add(word.equals("*") ? of(walk.exchange, types[i]) : literal(word, types[i]));
        }
        try {
            Object answer = called.invoke(target, arguments.toArray());
            if (called.getReturnType() != void.class) {
                return answer;
            }
            return Void.class;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw (Error) e.getCause();
        }
    }

    private Method method(Class<?> type) {
        return METHODS.computeIfAbsent(
                type.getName() + "." + method,
                any ->
                        Arrays.stream(type.getMethods())
                                .filter(each -> each.getName().equals(method))
                                .filter(each -> !each.isBridge())
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "no method " + bean + "." + method)));
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
