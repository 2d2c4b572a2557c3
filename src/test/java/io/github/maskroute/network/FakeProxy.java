package io.github.maskroute.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that sends the same answer to every request, and records the requests. Thread-safe. */
public final class FakeProxy implements AutoCloseable {

    private final ServerSocket server;
    private final String answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Answers with an HTML page. */
    public FakeProxy(String status) {
        this(status, "Content-Type: text/html", "<html>no</html>");
    }

    /**
     * @param status for example {@code 403 Forbidden}
     * @param header an additional header
     */
    public FakeProxy(String status, String header, String body) {
        this.answer = "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "fake-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** {@code host:port}. */
    public String name() {
        return "127.0.0.1:" + port();
    }

    /** The first line of each request, followed by its proxy credentials, if any. */
    public List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                answer(client);
            } catch (SocketException e) {
                // This proxy is closed, or the client has disconnected.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket client) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String first = reader.readLine();
        StringBuilder request = new StringBuilder(String.valueOf(first));
        int length = 0;
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:")) {
                request.append(' ').append(line);
            } else if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            reader.read();
        }
        requests.add(request.toString());
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
