package io.github.maskroute.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects proxies for HTTP clients that use Java's {@link ProxySelector}, such as the exporter of traces. Delegates URIs other than HTTP.
 * Thread-safe.
 */
public final class ProxiedSelector extends ProxySelector {

    private final Proxies proxies;
    private final Optional<ProxySelector> delegate;

    /** @param delegate the selector for URIs other than HTTP */
    ProxiedSelector(Proxies proxies, @Nullable ProxySelector delegate) {
        this.proxies = proxies;
        this.delegate = Optional.ofNullable(delegate);
    }

    /**
     * Makes this the default selector of the whole JVM.
     *
     * @throws MalformedProxyException if a variable or system property is malformed
     */
    public static void use() {
        ProxySelector.setDefault(new ProxiedSelector(Proxies.ofProcess(), ProxySelector.getDefault()));
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            return delegate.map(selector -> selector.select(uri)).orElse(List.of(Proxy.NO_PROXY));
        }
        return List.of(proxies.to(uri.getScheme(), uri.getHost(), uri.getPort())
                .map(proxy -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // There is no other proxy to try.
    }
}
