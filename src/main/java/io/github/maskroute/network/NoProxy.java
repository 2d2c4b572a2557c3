package io.github.maskroute.network;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that are reached without a proxy. An entry of the variable is {@code *}, a domain (which includes its subdomains), a name
 * with {@code *} wildcards, an address, or a network such as {@code 10.0.0.0/8}. Domains and addresses may have a port. An entry of the
 * property is a name or an address, with or without {@code *} wildcards. Immutable.
 */
final class NoProxy {

    private static final String RULE = "domains, addresses or networks such as 10.0.0.0/8, separated by commas";
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[.*\\]):([0-9]+)");

    private interface HostPattern {

        boolean covers(String host, int port);
    }

    private final List<HostPattern> patterns = new ArrayList<>();

    /**
     * @param name the variable, for error messages
     * @param property {@code http.nonProxyHosts}
     * @throws MalformedProxyException if an entry of the variable is malformed
     */
    NoProxy(String name, Optional<String> variable, Optional<String> property) {
        entries(variable, "[,|\\s]+").map(entry -> pattern(name, entry)).forEach(patterns::add);
        entries(property, "\\|").map(NoProxy::glob).forEach(patterns::add);
    }

    boolean covers(String host, int port) {
        return patterns.stream().anyMatch(pattern -> pattern.covers(host.toLowerCase(Locale.ROOT), port));
    }

    private static Stream<String> entries(Optional<String> text, String separator) {
        return text.stream().flatMap(all -> Stream.of(all.split(separator))).map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty());
    }

    private static HostPattern pattern(String name, String entry) {
        Matcher withPort = WITH_PORT.matcher(entry);
        if (withPort.matches()) {
            HostPattern host = pattern(name, withPort.group(1));
            return (target, port) -> withPort.group(2).equals(Integer.toString(port)) && host.covers(target, port);
        }
        Optional<IPAddress> network = entry.contains("*") ? Optional.empty() : address(entry);
        if (network.isPresent()) {
            return (host, port) -> address(host).filter(network.get().toPrefixBlock()::contains).isPresent();
        }
        if (entry.contains("/")) {
            throw new MalformedProxyException("variable " + name, RULE);
        }
        return entry.contains("*") ? glob(entry) : domain(entry.startsWith(".") ? entry : "." + entry);
    }

    private static HostPattern domain(String suffix) {
        return (host, port) -> ("." + host).endsWith(suffix);
    }

    private static HostPattern glob(String entry) {
        Pattern pattern = Pattern.compile(Pattern.quote(entry).replace("*", "\\E.*\\Q"));
        return (host, port) -> pattern.matcher(host).matches();
    }

    /** An address or a network; empty for a name. */
    private static Optional<IPAddress> address(String text) {
        try {
            return text.matches(".*[0-9:].*") ? Optional.ofNullable(new IPAddressString(text.replaceAll("[\\[\\]]", "")).toAddress())
                    : Optional.empty();
        } catch (AddressStringException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
