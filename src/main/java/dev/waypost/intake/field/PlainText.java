package dev.waypost.intake.field;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A text that was all ASCII as it came, without an escape that names a character by its number: it
 * cannot hold NUL or half a surrogate pair, and nobody needs to look for them.
 */
public final class PlainText extends TextNode {

    private static final long serialVersionUID = 1;

    public PlainText(String text) {
        super(text);
    }
}
