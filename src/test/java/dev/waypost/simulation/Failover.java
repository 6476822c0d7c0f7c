package dev.waypost.simulation;

import java.util.List;

/**
 * Camel's failover load balancer: ways one after the other, as long as what is thrown is one of
 * these; each begins with the body as the first one got it.
 *
 * @param most further ways after the first
 */
record Failover(List<Step> ways, List<Class<?>> only, int most) implements Step {

    @Override
    public boolean take(Walk walk) {
        go(walk, 0);
        return true;
    }

    private void go(Walk walk, int turn) {
        Object body = walk.exchange.getMessage().getBody();
        walk.enter(
                List.of(ways.get(turn)),
                failure -> {
                    if (turn == Math.min(most, ways.size() - 1)
                            || only.stream().noneMatch(type -> type.isInstance(failure))) {
                        return false;
                    }
                    walk.exchange.getMessage().setBody(body);
                    go(walk, turn + 1);
                    return true;
                });
    }
}
