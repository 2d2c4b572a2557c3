package io.github.maskroute.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether a connection stays on this machine. */
final class Loopback {

    private Loopback() {
    }

    /** Whether each of these hosts is this machine by its loopback address; a name that nobody knows is not. */
    static boolean isAll(String... hosts) {
        try {
            for (String host : hosts) {
                if (!InetAddress.getByName(host).isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
