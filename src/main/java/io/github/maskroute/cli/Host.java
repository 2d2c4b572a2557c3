package io.github.maskroute.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where a command runs, for the audit. */
final class Host {

    private Host() {}

    /** User of the operating system, and host: what this machine says of itself. */
    static String name() {
        return System.getProperty("user.name", "unknown") + "@" + hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
