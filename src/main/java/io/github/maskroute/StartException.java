package io.github.maskroute;

import io.github.maskroute.camel.Quotes;
import io.github.maskroute.mask.MaskingException;

/** The program cannot start as it is set up. The message names the setting, the rule and the remedy, never a value. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    /** One line about what stopped a start: our own words, or the causes' in order. */
    static String words(Throwable thrown) {
        if (thrown instanceof StartException || thrown instanceof MaskingException) {
            return String.valueOf(thrown.getMessage());
        }
        StringBuilder words = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = Quotes.withoutParameters(String.valueOf(cause.getMessage())).replaceAll("\\s+", " ");
            if (words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : ": ").append(message);
            }
        }
        return words.toString();
    }
}
