package dev.waypost.smtp;

/** The port answered, but before its login another one had let us in: nobody's trouble. */
public final class Outrun extends SubmissionFailure {

    private static final long serialVersionUID = 1L;

    public Outrun() {
        super(Trouble.of(Phase.AUTH, Symptom.ABANDONED, "another port has let us in before"));
    }
}
