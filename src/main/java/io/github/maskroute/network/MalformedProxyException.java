package io.github.maskroute.network;


/** A variable or system property for proxies is malformed. The message has name, rule and remedy, never the value. */
public final class MalformedProxyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedProxyException(String name, String rule) {
        super(name + " is malformed; it must be " + rule + "; correct or unset it");
    }
}
