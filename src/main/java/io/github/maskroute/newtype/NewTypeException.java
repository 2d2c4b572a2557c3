package io.github.maskroute.newtype;

/** The samples or the name cannot be used for a new type. The message is one line with the remedy and without any value. */
public final class NewTypeException extends Exception {

    private static final long serialVersionUID = 1L;

    public NewTypeException(String message) {
        super(message);
    }
}
