package io.github.maskroute.config;

import io.github.maskroute.camel.reload.Redaction;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.network.MalformedProxyException;
import java.util.function.UnaryOperator;

/** The program cannot start as it is set up. The message names the setting, the rule and the remedy, never a value. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    /** One line about what stopped a start: our own words, or the causes' in order. */
    public static String words(Throwable thrown) {
        return words(thrown, Redaction::withoutParameters);
    }

    /** @param safe takes out of a message what must not be told */
    public static String words(Throwable thrown, UnaryOperator<String> safe) {
        if (thrown instanceof ConfigurationException || thrown instanceof MaskingException || thrown instanceof MalformedProxyException) {
            return String.valueOf(thrown.getMessage());
        }
        StringBuilder words = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = safe.apply(String.valueOf(cause.getMessage())).replaceAll("\\s+", " ");
            if (words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : ": ").append(message);
            }
        }
        return words.toString();
    }
}
