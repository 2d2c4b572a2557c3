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
 * Hosts that are reached without a proxy. An entry of the variable is {@code *}, a domain (which covers what is below it), a name
 * with {@code *} in it, an address, or a network such as {@code 10.0.0.0/8}; domains and addresses may have a port. An entry of the
 * property is a name or an address, with {@code *} in it or not. Immutable.
 */
final class NoProxy {

    private static final String RULE = "domains, addresses or networks such as 10.0.0.0/8, separated by commas";
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[.*\\]):([0-9]+)");

    private interface Entry {

        boolean covers(String host, int port);
    }

    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param name of the variable, for the error
     * @param property {@code http.nonProxyHosts}
     * @throws MalformedProxyException if an entry of the variable has another form
     */
    NoProxy(String name, Optional<String> variable, Optional<String> property) {
        words(variable, "[,|\\s]+").map(word -> entry(name, word)).forEach(entries::add);
        words(property, "\\|").map(NoProxy::glob).forEach(entries::add);
    }

    boolean covers(String host, int port) {
        return entries.stream().anyMatch(entry -> entry.covers(host.toLowerCase(Locale.ROOT), port));
    }

    private static Stream<String> words(Optional<String> text, String separator) {
        return text.stream().flatMap(all -> Stream.of(all.split(separator))).map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty());
    }

    private static Entry entry(String name, String word) {
        Matcher withPort = WITH_PORT.matcher(word);
        if (withPort.matches()) {
            Entry host = entry(name, withPort.group(1));
            return (target, port) -> withPort.group(2).equals(Integer.toString(port)) && host.covers(target, port);
        }
        Optional<IPAddress> network = word.contains("*") ? Optional.empty() : address(word);
        if (network.isPresent()) {
            return (host, port) -> address(host).filter(network.get().toPrefixBlock()::contains).isPresent();
        }
        if (word.contains("/")) {
            throw new MalformedProxyException("variable " + name, RULE);
        }
        return word.contains("*") ? glob(word) : domain(word.startsWith(".") ? word : "." + word);
    }

    private static Entry domain(String below) {
        return (host, port) -> ("." + host).endsWith(below);
    }

    private static Entry glob(String word) {
        Pattern pattern = Pattern.compile(Pattern.quote(word).replace("*", "\\E.*\\Q"));
        return (host, port) -> pattern.matcher(host).matches();
    }

    /** An address, or a network; empty for a name. */
    private static Optional<IPAddress> address(String text) {
        try {
            return text.matches(".*[0-9:].*") ? Optional.ofNullable(new IPAddressString(text.replaceAll("[\\[\\]]", "")).toAddress())
                    : Optional.empty();
        } catch (AddressStringException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
