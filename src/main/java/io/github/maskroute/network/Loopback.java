package io.github.maskroute.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether a connection stays on this machine. Safe for use by several threads. */
public final class Loopback {

    private Loopback() {}

    /** Whether each of these hosts is this machine by its loopback address; a name that nobody knows is not. Looks names up. */
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
            // To connect to no address in particular is to connect to this machine.
            return address.isLoopbackAddress() || address.isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
