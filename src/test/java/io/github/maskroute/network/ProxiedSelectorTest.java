package io.github.maskroute.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProxiedSelectorTest {

    private static final Proxy PROXY = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 3128));

    private final ProxySelector delegate = ProxySelector.of(InetSocketAddress.createUnresolved("other.invalid", 1));
    private final ProxySelector selector =
            new ProxiedSelector(new Proxies(Map.of("HTTP_PROXY", "proxy.invalid:3128", "NO_PROXY", "near.invalid"),
                    new Properties()), delegate);

    @Test
    void shouldUseProxyExceptForThisMachineAndListedHosts() {
        assertThat(selector.select(URI.create("http://collector.invalid:4318/v1/traces"))).containsExactly(PROXY);
        assertThat(selector.select(URI.create("https://collector.invalid"))).containsExactly(PROXY);
        assertThat(selector.select(URI.create("http://near.invalid:4318"))).containsExactly(Proxy.NO_PROXY);
        assertThat(selector.select(URI.create("http://localhost:4318/v1/traces"))).containsExactly(Proxy.NO_PROXY);
        assertThat(selector.select(URI.create("https://[::1]:4318"))).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void shouldDelegateOtherProtocols() {
        assertThat(selector.select(URI.create("socket://db.invalid:5432")))
                .isEqualTo(delegate.select(URI.create("socket://db.invalid:5432")));
        assertThat(new ProxiedSelector(new Proxies(Map.of(), new Properties()), null).select(URI.create("socket://db.invalid:5432")))
                .containsExactly(Proxy.NO_PROXY);
    }
}
