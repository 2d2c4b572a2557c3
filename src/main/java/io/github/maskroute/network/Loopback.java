package io.github.maskroute.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/** Decides whether connections stay on this machine. Thread-safe. */
public final class Loopback {

    private Loopback() {}

    /** Whether all of these hosts have loopback addresses. Resolves names; unknown names are not loopback. */
    public static boolean isAll(String... hosts) {
        return Stream.of(hosts).allMatch(Loopback::is);
    }

    private static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            // A connection to the wildcard address goes to this machine.
            return address.isLoopbackAddress() || address.isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
