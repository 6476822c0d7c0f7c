package dev.waypost.compose;

/** A Message-ID or Content-ID in angle brackets (RFC 5322 section 3.6.4). */
final class BracketedId {

    private BracketedId() {}

    /**
     * @param given with or without its brackets
     */
    static String of(String field, String given) throws UncomposableEvent {
        String bare = given.strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (bare.isEmpty() || !bare.chars().allMatch(BracketedId::isIdCharacter)) {
            throw new UncomposableEvent(field + " is empty or holds what no identifier may hold");
        }
        return "<" + bare + ">";
    }

    private static boolean isIdCharacter(int c) {
        return c > ' ' && c < 127 && c != '<' && c != '>';
    }
}
