package dev.waypost.ops.control;

/**
 * What a pod has to say to a command.
 *
 * @param to the command's id
 * @param pod who says it
 * @param done false where it could not be obeyed
 * @param text one line, without addresses
 */
public record ControlAnswer(String to, String pod, boolean done, String text) {}
