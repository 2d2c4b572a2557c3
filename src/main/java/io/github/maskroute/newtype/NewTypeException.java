package io.github.maskroute.newtype;

/** No type can be made of these samples, or not under this name. The message is one line with the remedy, and without any value. */
public final class NewTypeException extends Exception {

    private static final long serialVersionUID = 1L;

    public NewTypeException(String message) {
        super(message);
    }
}
