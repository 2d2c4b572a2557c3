package io.github.maskroute.forget;

/** A {@code forget.yaml} is not as it must be. The message is one line: place and rule. */
public final class MalformedRulesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRulesException(String message) {
        super(message);
    }
}
