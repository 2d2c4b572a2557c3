package io.github.maskroute.keyset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Speaks as much of AWS KMS as wrapping needs: Encrypt and Decrypt under one key, and refusing. */
final class FakeKms implements AutoCloseable {

    static final String KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/00000000-1111-2222-3333-444444444444";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int IV = 12;

    private final HttpServer server;
    private final SecretKeySpec key = new SecretKeySpec(new SecureRandom().generateSeed(32), "AES");
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();

    FakeKms() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on whoever asks has no right to. */
    void refuse() {
        refusing.set(true);
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        try (exchange) {
            if (refusing.get()) {
                send(exchange, 400, Map.of("__type", "AccessDeniedException", "message", "not authorized"));
            } else if (request.hasNonNull("KeyId") && !request.get("KeyId").asText().equals(KEY_ARN)) {
                send(exchange, 400, Map.of("__type", "NotFoundException", "message", "no such key"));
            } else {
                crypt(exchange, request);
            }
        }
    }

    private void crypt(HttpExchange exchange, JsonNode request) throws IOException {
        Map<String, String> answer;
        try {
            answer = exchange.getRequestHeaders().getFirst("X-Amz-Target").equals("TrentService.Encrypt")
                    ? Map.of("KeyId", KEY_ARN, "CiphertextBlob", base64(encrypt(request.get("Plaintext").binaryValue())))
                    : Map.of("KeyId", KEY_ARN, "Plaintext", base64(decrypt(request.get("CiphertextBlob").binaryValue())));
        } catch (GeneralSecurityException e) {
            send(exchange, 400, Map.of("__type", "InvalidCiphertextException", "message", "wrong key"));
            return;
        }
        send(exchange, 200, answer);
    }

    private byte[] encrypt(byte[] plaintext) throws GeneralSecurityException {
        byte[] iv = new byte[IV];
        new SecureRandom().nextBytes(iv);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(plaintext);
        byte[] blob = Arrays.copyOf(iv, IV + encrypted.length);
        System.arraycopy(encrypted, 0, blob, IV, encrypted.length);
        return blob;
    }

    private byte[] decrypt(byte[] blob) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(blob, IV)).doFinal(blob, IV, blob.length - IV);
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, iv));
        return cipher;
    }

    private static void send(HttpExchange exchange, int status, Map<String, String> answer) throws IOException {
        byte[] body = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
