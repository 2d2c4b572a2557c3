package io.github.maskroute.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds free ports on 127.0.0.1. */
final class Ports {

    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

    private Ports() {}

    /** This port if it is free, otherwise another one. 0 means any free port. */
    static int orFree(int port) {
        try {
            return probe(port);
        } catch (IOException taken) {
            try {
                int free = probe(0);
                LOG.warn("Port {} is taken: using {} instead.", port, free);
                return free;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int probe(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
