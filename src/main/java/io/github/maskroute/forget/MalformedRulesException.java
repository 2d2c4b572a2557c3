package io.github.maskroute.forget;

/** A malformed {@code forget.yaml}. The message is one line with the place and the rule. */
public final class MalformedRulesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRulesException(String message) {
        super(message);
    }
}
