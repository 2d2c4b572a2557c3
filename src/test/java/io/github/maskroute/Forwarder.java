package io.github.maskroute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of a service that is away, and then there: until it is opened it cuts every connection. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    /** @param target port on 127.0.0.1 to forward to */
    Forwarder(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void open() {
        open = true;
    }

    /** The service goes away: what is connected is cut off, and so is whoever connects until it is opened again. */
    void cut() {
        open = false;
        connections.forEach(Forwarder::closeQuietly);
        connections.clear();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (open) {
                    connections.add(client);
                    Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
                    start(() -> pump(client, service));
                    start(() -> pump(service, client));
                } else {
                    client.close();
                }
            } catch (IOException e) {
                // Closed, or a connection that broke before it began.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction has ended.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "forwarder");
        thread.setDaemon(true);
        thread.start();
    }
}
