package io.github.maskroute.network;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy. {@link #toString} gives {@code host:port} without the login.
 *
 * @param scheme {@code http}, or {@code https} if the connection to the proxy itself is encrypted
 * @param login the credentials for the proxy, if it requires any
 */
public record HttpProxy(String scheme, String host, int port, Optional<Login> login) {

    /** User and password. {@link #toString} shows neither. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    private static final String RULE =
            "http://host:port or https://host:port, with user:password@ before the host if the proxy requires a login";
    private static final String HOST = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]";
    private static final Pattern URL = Pattern.compile(
            "(?:(https?)://)?(?![a-z0-9+.-]+://)(?:([^/].*)@)?(" + HOST + ")(?::([0-9]{1,5}))?/?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_PORT = 65_535;

    /**
     * Parses the proxy of an environment variable.
     *
     * @param name the variable, for error messages
     * @param value a URL; {@code http://} is optional, and so is the port, which defaults to the scheme's port
     * @throws MalformedProxyException if the value is malformed
     */
    static HttpProxy of(String name, String value) {
        Matcher url = URL.matcher(value);
        if (!url.matches()) {
            throw new MalformedProxyException("variable " + name, RULE);
        }
        String scheme = url.group(1) == null ? "http" : url.group(1).toLowerCase(Locale.ROOT);
        int port = url.group(4) == null ? defaultPort(scheme) : Integer.parseInt(url.group(4));
        if (port < 1 || port > MAX_PORT) {
            throw new MalformedProxyException("variable " + name, RULE);
        }
        return new HttpProxy(scheme, url.group(3), port, Optional.ofNullable(url.group(2)).map(login -> login(name, login)));
    }

    /**
     * Parses the proxy of Java's system properties.
     *
     * @param scheme the scheme of the requests; the names of the properties begin with it
     * @throws MalformedProxyException if host or port is malformed
     */
    static HttpProxy of(String scheme, String host, String port, Optional<Login> login) {
        if (!host.matches(HOST)) {
            throw new MalformedProxyException("system property " + scheme + ".proxyHost", "a host name or an address");
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT) {
            throw new MalformedProxyException("system property " + scheme + ".proxyPort", "a number from 1 to " + MAX_PORT);
        }
        return new HttpProxy("http", host, Integer.parseInt(port), login);
    }

    static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static Login login(String name, String text) {
        String[] parts = text.split(":", 2);
        try {
            return new Login(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new MalformedProxyException("variable " + name, RULE + ", with % written as %25 in user and password");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
