package io.github.maskroute.batch;

/** A write returned no row count, or an impossible one: there is no proof that it stored anything. */
public final class UnknownRowCountException extends Exception {

    private static final long serialVersionUID = 1L;
}
