package dev.waypost.ops.control;

import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What a pod has to say to a command.
 *
 * @param to the command's id
 * @param pod who says it
 * @param done false where it could not be obeyed
 * @param text one line, without addresses
 */
public record ControlAnswer(String to, String pod, boolean done, String text) {

    /** Adds it to those of other pods, without the command that it answers. */
    public void addTo(ArrayNode answers) {
        answers.addObject().put("pod", pod).put("done", done).put("text", text);
    }
}
