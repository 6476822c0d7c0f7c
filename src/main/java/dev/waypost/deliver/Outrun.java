package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;

/** The port answered, but before its login another one had let us in: nobody's trouble. */
final class Outrun extends SubmissionFailure {

    private static final long serialVersionUID = 1L;

    Outrun() {
        super(Trouble.of(Phase.AUTH, Symptom.ABANDONED, "another port has let us in before"));
    }
}
