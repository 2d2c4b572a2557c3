package io.github.maskroute.aws;

import io.github.maskroute.network.HttpProxy;
import java.io.IOException;

/** A request through a proxy got no answer. The proxy may be the cause. */
public final class ProxiedException extends IOException {

    static final String SUFFIX = " through the proxy ";

    private static final long serialVersionUID = 1L;

    private final String proxy;

    ProxiedException(HttpProxy proxy, IOException cause) {
        super(cause.getClass().getSimpleName() + SUFFIX + proxy, cause);
        this.proxy = proxy.toString();
    }

    /** The proxy as {@code host:port}. */
    String proxy() {
        return proxy;
    }
}
