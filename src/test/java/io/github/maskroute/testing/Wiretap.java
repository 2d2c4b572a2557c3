package io.github.maskroute.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.commons.io.input.TeeInputStream;

/** A port in front of a service that records what clients send; with a certificate it also terminates TLS. Thread-safe. */
public final class Wiretap implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private volatile Optional<HeldCertificate> certificate;

    /** @param target port on 127.0.0.1 to forward to */
    public Wiretap(int target, Optional<HeldCertificate> certificate) throws IOException {
        this.target = target;
        this.certificate = certificate;
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Uses another certificate from now on, and ends all connections that were made with the one before. */
    public void show(HeldCertificate other) {
        certificate = Optional.of(other);
        connections.forEach(Wiretap::closeQuietly);
        connections.clear();
    }

    /** All bytes that clients have sent, without TLS if that is terminated here, each as one character. */
    public String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(Wiretap::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket plain = server.accept();
                start(() -> serve(plain));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket plain) {
        try (Socket client = certificate.isPresent() ? secured(plain, certificate.get()) : plain;
                Socket service = new Socket(InetAddress.getLoopbackAddress(), target)) {
            connections.add(client);
            InputStream answers = service.getInputStream();
            start(() -> pump(answers, client));
            pump(new TeeInputStream(client.getInputStream(), sent), service);
        } catch (IOException e) {
            // The client rejected the certificate or disconnected.
        }
    }

    private static Socket secured(Socket plain, HeldCertificate shown) throws IOException {
        SSLSocket client = (SSLSocket) new HandshakeCertificates.Builder().heldCertificate(shown).build().sslContext().getSocketFactory()
                .createSocket(plain, null, true);
        client.startHandshake();
        return client;
    }

    private static void pump(InputStream from, Socket to) {
        try (from; to) {
            from.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction has ended.
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was broken already.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "wiretap");
        thread.setDaemon(true);
        thread.start();
    }
}
