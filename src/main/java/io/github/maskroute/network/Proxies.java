package io.github.maskroute.network;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of a process, from Java's system properties ({@code http.proxyHost}, {@code https.proxyHost} and related ones) or else from
 * the variables {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in lower or upper case. The proxy for http also applies to
 * https unless https has its own. Requests to this machine never use a proxy. Thread-safe.
 */
public final class Proxies {

    private final Optional<HttpProxy> http;
    private final Optional<HttpProxy> https;
    private final NoProxy exceptions;

    /** Caches lookups: behind a proxy, external names may be unresolvable, and each failing lookup takes time. */
    private final Map<String, Boolean> loopback = new ConcurrentHashMap<>();

    /**
     * Reads variables and system properties.
     *
     * @throws MalformedProxyException if one of them is malformed
     */
    public Proxies(Map<String, String> environment, Properties system) {
        http = proxy("http", environment, system);
        https = proxy("https", environment, system).or(() -> http);
        exceptions = new NoProxy("NO_PROXY", variable("NO_PROXY", environment), property("http.nonProxyHosts", system));
    }

    /** The proxies of this process. */
    public static Proxies ofProcess() {
        Properties system = new Properties();
        system.putAll(System.getProperties());
        return new Proxies(System.getenv(), system);
    }

    /** The proxy for requests to a host; empty for direct connections. */
    public Optional<HttpProxy> to(String scheme, String host, int port) {
        Optional<HttpProxy> proxy = scheme.equalsIgnoreCase("https") ? https : http;
        int actual = port > 0 ? port : HttpProxy.defaultPort(scheme.toLowerCase(Locale.ROOT));
        return proxy.filter(found -> !exceptions.covers(host, actual) && !loopback.computeIfAbsent(host, Loopback::isAll));
    }

    /** The proxy for a scheme, regardless of the host. */
    public Optional<HttpProxy> of(String scheme) {
        return scheme.equalsIgnoreCase("https") ? https : http;
    }

    private static Optional<HttpProxy> proxy(String scheme, Map<String, String> environment, Properties system) {
        Optional<HttpProxy> ofSystem = property(scheme + ".proxyHost", system).map(host -> HttpProxy.of(scheme, host,
                property(scheme + ".proxyPort", system).orElseGet(() -> Integer.toString(HttpProxy.defaultPort(scheme))),
                property(scheme + ".proxyUser", system).map(user -> new HttpProxy.Login(user,
                        property(scheme + ".proxyPassword", system).orElse("")))));
        String name = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
        return ofSystem.or(() -> variable(name, environment).map(value -> HttpProxy.of(name, value)));
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return given(environment.get(name.toLowerCase(Locale.ROOT))).or(() -> given(environment.get(name)));
    }

    private static Optional<String> property(String name, Properties system) {
        return given(system.getProperty(name));
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
