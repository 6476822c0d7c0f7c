package dev.waypost.simulation;

/** A partition in the hands of one process, from assignment to loss. */
final class Term {

    final Life life;
    private boolean over;

    Term(Life life) {
        this.life = life;
    }

    void end() {
        over = true;
    }

    /** Whether whatever was done in it can still be known to whoever did it. */
    boolean isOver() {
        return over || life.isOver();
    }
}
