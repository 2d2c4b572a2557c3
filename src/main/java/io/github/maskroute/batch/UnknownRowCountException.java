package io.github.maskroute.batch;

/** A write did not say how many rows it added, or an impossible number: nothing tells that it stored anything. */
public final class UnknownRowCountException extends Exception {

    private static final long serialVersionUID = 1L;
}
