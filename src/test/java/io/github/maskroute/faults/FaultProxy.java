package io.github.maskroute.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A port in front of a service on 127.0.0.1 that can disturb its connections. It begins without a fault. Thread-safe. */
public final class FaultProxy implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private volatile boolean open = true;
    private final AtomicInteger delayed = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;
    private boolean requestsPass = true;
    private boolean answersPass = true;

    /** @param target port on 127.0.0.1 to forward to */
    public FaultProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Makes the service reachable again and ends all faults. */
    public FaultProxy open() {
        latency = Duration.ZERO;
        pass(true, true);
        open = true;
        return this;
    }

    /** Makes the service unreachable: cuts all connections, and new ones until it is opened again. */
    public FaultProxy cut() {
        open = false;
        connections.forEach(Connection::close);
        return this;
    }

    /** Delays every answer by this much. */
    public void delayAnswers(Duration delay) {
        latency = delay;
    }

    /** The number of delayed answers, or parts of them. */
    public int delayed() {
        return delayed.get();
    }

    /** Stops all traffic, and ends no connection. */
    public void stall() {
        pass(false, false);
    }

    /** Passes requests on, and holds answers back until it is opened or the connections are reset. */
    public void holdAnswers() {
        pass(true, false);
    }

    /** Ends all connections as a crashed machine does (RST), and returns their number. Accepts new ones. */
    public int reset() {
        List<Connection> reset = List.copyOf(connections);
        reset.forEach(Connection::reset);
        return reset.size();
    }

    /** Ends the direction from the service (FIN), and keeps the other open. Returns the number of connections. */
    public int halfClose() {
        List<Connection> halfClosed = List.copyOf(connections);
        halfClosed.forEach(Connection::halfClose);
        return halfClosed.size();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        pass(true, true);
    }

    private void pass(boolean requests, boolean answers) {
        synchronized (change) {
            requestsPass = requests;
            answersPass = answers;
            change.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                forward(server.accept());
            } catch (IOException e) {
                // Closed, or a connection that broke before it was served.
            }
        }
    }

    /** If the service is down, the client's connection is cut. */
    private void forward(Socket client) throws IOException {
        try {
            if (open) {
                new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target)).start();
                return;
            }
        } catch (ConnectException e) {
            // Nobody listens there.
        }
        client.close();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection of a client, and that to the service. */
    private final class Connection {

        private final Socket client;
        private final Socket service;

        Connection(Socket client, Socket service) throws IOException {
            this.client = client;
            this.service = service;
            client.setTcpNoDelay(true);
            service.setTcpNoDelay(true);
        }

        void start() {
            connections.add(this);
            FaultProxy.start(() -> pump(client, service, true));
            FaultProxy.start(() -> pump(service, client, false));
            if (!open) {
                close();
            }
        }

        void close() {
            quietly(client::close);
            quietly(service::close);
            connections.remove(this);
        }

        void reset() {
            quietly(() -> client.setSoLinger(true, 0));
            close();
        }

        void halfClose() {
            quietly(client::shutdownOutput);
        }

        private void pump(Socket from, Socket to, boolean requests) {
            byte[] chunk = new byte[CHUNK_BYTES];
            try (from; to) {
                InputStream in = from.getInputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    await(requests);
                    if (!requests && !latency.isZero()) {
                        LockSupport.parkNanos(latency.toNanos());
                        delayed.incrementAndGet();
                    }
                    to.getOutputStream().write(chunk, 0, length);
                }
            } catch (IOException e) {
                // The other direction has ended.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                connections.remove(this);
            }
        }

        private void await(boolean requests) throws InterruptedException {
            synchronized (change) {
                while (!(requests ? requestsPass : answersPass)) {
                    change.wait();
                }
            }
        }

        private static void quietly(Closing closing) {
            try {
                closing.close();
            } catch (IOException e) {
                // It is closed already.
            }
        }
    }

    /** An action that may find a socket closed. */
    private interface Closing {

        void close() throws IOException;
    }
}
