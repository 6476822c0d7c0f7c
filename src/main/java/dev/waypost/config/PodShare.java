package dev.waypost.config;

/** Which part of what a relay allows an account is this pod's. Any thread. */
public interface PodShare {

    /** From 0 to 1; the parts of all pods make 1. */
    double part();
}
