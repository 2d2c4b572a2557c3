package io.github.maskroute.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The host that this process runs on, and the version of its program. */
public final class ThisProcess {

    private ThisProcess() {}

    /** The local host name; {@code unknown} if it does not resolve. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** The version in the jar's manifest; empty if the classes do not come from a jar. */
    public static Optional<String> version() {
        return Optional.ofNullable(ThisProcess.class.getPackage().getImplementationVersion());
    }
}
