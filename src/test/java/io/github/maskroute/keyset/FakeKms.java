package io.github.maskroute.keyset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.maskroute.testing.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An AWS KMS with one key and an alias of it. Supports Encrypt and Decrypt, and can refuse requests. */
final class FakeKms implements AutoCloseable {

    static final String KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/00000000-1111-2222-3333-444444444444";
    static final String ALIAS_ARN = "arn:aws:kms:eu-central-1:111122223333:alias/masks";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int IV = 12;

    /** @param operation {@code Encrypt} or {@code Decrypt} */
    record Request(String operation, JsonNode body, String authorization) {}

    private final LoopbackServer server;
    private final SecretKeySpec key;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<Refusal>> refusal = new AtomicReference<>(Optional.empty());
    private final AtomicReference<String> nameInAnswers = new AtomicReference<>(KEY_ARN);

    private record Refusal(int status, String code, String message) {}

    FakeKms() {
        this(new SecureRandom().generateSeed(32));
    }

    /** @param secret the secret of the key; instances with the same secret decrypt each other's ciphertexts */
    FakeKms(byte[] secret) {
        key = new SecretKeySpec(secret, "AES");
        server = new LoopbackServer(this::answer);
    }

    String url() {
        return server.url();
    }

    /** Denies access to all later requests. */
    void refuse() {
        refuse(400, "AccessDeniedException", "not authorized");
    }

    /** Answers all later requests with this error. */
    void refuse(int status, String code, String message) {
        refusal.set(Optional.of(new Refusal(status, code, message)));
    }

    /** Names another key in all later answers. */
    void answerInTheNameOf(String arn) {
        nameInAnswers.set(arn);
    }

    int calls() {
        return requests.size();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("TrentService.", "");
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        requests.add(new Request(operation, body, exchange.getRequestHeaders().getFirst("Authorization")));
        Optional<Refusal> refused = refusal.get();
        if (refused.isPresent()) {
            send(exchange, refused.get().status(), Map.of("__type", refused.get().code(), "message", refused.get().message()));
        } else if (!Set.of(KEY_ARN, ALIAS_ARN).contains(body.path("KeyId").asText())) {
            send(exchange, 400, Map.of("__type", "NotFoundException", "message", "no such key"));
        } else {
            crypt(exchange, operation, body);
        }
    }

    private void crypt(HttpExchange exchange, String operation, JsonNode request) throws IOException {
        byte[] context = request.path("EncryptionContext").toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> answer;
        try {
            answer = operation.equals("Encrypt")
                    ? Map.of("CiphertextBlob", base64(encrypt(request.get("Plaintext").binaryValue(), context)))
                    : Map.of("Plaintext", base64(decrypt(request.get("CiphertextBlob").binaryValue(), context)));
        } catch (GeneralSecurityException e) {
            send(exchange, 400, Map.of("__type", "InvalidCiphertextException"));
            return;
        }
        Map<String, String> named = new HashMap<>(answer);
        named.put("KeyId", nameInAnswers.get());
        send(exchange, 200, named);
    }

    private byte[] encrypt(byte[] plaintext, byte[] context) throws GeneralSecurityException {
        byte[] iv = new byte[IV];
        new SecureRandom().nextBytes(iv);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, iv, context).doFinal(plaintext);
        byte[] blob = Arrays.copyOf(iv, IV + encrypted.length);
        System.arraycopy(encrypted, 0, blob, IV, encrypted.length);
        return blob;
    }

    private byte[] decrypt(byte[] blob, byte[] context) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(blob, IV), context).doFinal(blob, IV, blob.length - IV);
    }

    private Cipher cipher(int mode, byte[] iv, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, iv));
        cipher.updateAAD(context);
        return cipher;
    }

    private static void send(HttpExchange exchange, int status, Map<String, String> answer) throws IOException {
        byte[] body = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        LoopbackServer.send(exchange, status, body);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
