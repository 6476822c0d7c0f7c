package dev.waypost.config;

/** The body of a record that somebody has to account for: it is told when the broker has it. */
public interface Accountable {

    /** The broker has acknowledged the record, in this topic. Any thread. */
    void acknowledged(String topic);
}
