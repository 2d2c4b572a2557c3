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
 * The proxies for HTTP clients that ask Java for them, such as the one that sends traces. What is not HTTP is left to Java's own.
 * Safe for use by several threads.
 */
public final class ProxiedSelector extends ProxySelector {

    private final Proxies proxies;
    private final Optional<ProxySelector> others;

    /** @param others what Java asked before */
    ProxiedSelector(Proxies proxies, @Nullable ProxySelector others) {
        this.proxies = proxies;
        this.others = Optional.ofNullable(others);
    }

    /**
     * Lets Java ask this one from now on, in the whole JVM.
     *
     * @throws MalformedProxyException if a variable or system property is malformed
     */
    public static void use() {
        ProxySelector.setDefault(new ProxiedSelector(Proxies.ofProcess(), ProxySelector.getDefault()));
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            return others.map(selector -> selector.select(uri)).orElse(List.of(Proxy.NO_PROXY));
        }
        return List.of(proxies.to(uri.getScheme(), uri.getHost(), uri.getPort())
                .map(proxy -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // There is no other one to try.
    }
}
