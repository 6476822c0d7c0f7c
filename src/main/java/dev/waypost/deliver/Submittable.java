package dev.waypost.deliver;

/** A message body that a submission port takes as a mail of Waypost's own, with its attempts. */
public interface Submittable {

    /** The pass that it is in; null before one has begun. */
    AttemptLog attempts();
}
