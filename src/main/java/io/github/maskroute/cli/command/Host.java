package io.github.maskroute.cli.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where a command runs, for the audit. */
public final class Host {

    /** What the audit takes. */
    static final int LONGEST = 255;

    private Host() {}

    /** User of the operating system, and host: what this machine says of itself, cut off where the audit takes no more. */
    public static String name() {
        return name(System.getProperty("user.name", "unknown"), hostName());
    }

    /** Cut between characters as the database counts them: half a character cannot be stored. */
    public static String name(String user, String host) {
        return (user + "@" + host).codePoints().limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
