package io.github.maskroute.app;

import io.github.maskroute.camel.reload.Redaction;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.network.MalformedProxyException;
import java.util.function.UnaryOperator;

/** Describes in one line what stopped a start. */
final class StartFailure {

    private StartFailure() {}

    /** Our own message as it is, or those of the causes in order, without parameters of URLs. */
    static String description(Throwable thrown) {
        return description(thrown, Redaction::withoutParameters);
    }

    /** @param redact removes from a message what must not be shown */
    static String description(Throwable thrown, UnaryOperator<String> redact) {
        if (thrown instanceof ConfigurationException || thrown instanceof MaskingException || thrown instanceof MalformedProxyException) {
            return String.valueOf(thrown.getMessage());
        }
        StringBuilder description = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = redact.apply(String.valueOf(cause.getMessage())).replaceAll("\\s+", " ");
            if (description.indexOf(message) < 0) {
                description.append(description.isEmpty() ? "" : ": ").append(message);
            }
        }
        return description.toString();
    }
}
