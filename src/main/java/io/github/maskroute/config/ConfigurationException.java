package io.github.maskroute.config;

/** The program cannot start with these settings. The message names the setting, the rule and the remedy, never a value. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
