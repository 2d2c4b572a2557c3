package io.github.maskroute.aws;

import io.github.maskroute.network.HttpProxy;
import java.io.IOException;

/** A request got no answer by way of a proxy, which may be what is in the way. */
public final class ProxiedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String proxy;

    ProxiedException(HttpProxy proxy, IOException cause) {
        super(cause.getClass().getSimpleName() + ByProxy.WORDS + proxy, cause);
        this.proxy = proxy.toString();
    }

    /** {@code host:port}. */
    String proxy() {
        return proxy;
    }
}
