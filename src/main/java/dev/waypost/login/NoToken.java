package dev.waypost.login;

/** Why there is no token, in one line for a person: no secret and no address in it. */
public final class NoToken extends Exception {

    private final boolean refused;

    private NoToken(boolean refused, String words, Exception cause) {
        super(words, cause);
        this.refused = refused;
    }

    /** The token server does not give one out until somebody changes something. */
    static NoToken refused(String words) {
        return new NoToken(true, words, null);
    }

    /** The token server is away, or does not say anything that is of use. */
    static NoToken unavailable(String words, Exception cause) {
        return new NoToken(false, words, cause);
    }

    /** Whether it will last until somebody changes something: secret, consent, settings. */
    public boolean isRefused() {
        return refused;
    }
}
