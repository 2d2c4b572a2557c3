package io.github.maskroute.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.Ran;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TokenMask;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * What somebody needs who forgets persons: tables, a dead-letter queue, a keyset with a key of each scheme, routes to edit, and the
 * command. Closing it looks for raw values in what was printed.
 */
final class ForgetDesk implements AutoCloseable {

    static final String REASON = "request 4711 of a customer";

    private final TestDrain services;
    private final Path routes;
    private final Path valuesFile;
    private final KeysetFolder keys;
    private final Commands commands;
    private final List<String> values = new ArrayList<>();

    ForgetDesk(Path folder) {
        keys = new KeysetFolder(folder.resolve("keys"), Optional.empty());
        for (Scheme scheme : Scheme.values()) {
            promoteNew(scheme);
        }
        routes = folder.resolve("routes");
        valuesFile = folder.resolve("values");
        services = new TestDrain("", Map.of("maskroute.mask.keyset", keys.path().toString(), "maskroute.dev-services", "off"));
        commands = new Commands(folder);
        services.settings().forEach(commands::with);
        commands.with("maskroute.routes", routes);
        try {
            FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands.run("migrate").done();
    }

    Commands commands() {
        return commands;
    }

    /** Adds a key and makes it the primary one; the others stay enabled. */
    void promoteNew(Scheme scheme) {
        String id = editor().add(scheme);
        editor().promote(scheme, id);
    }

    private KeysetEditor editor() {
        return new KeysetEditor(keys);
    }

    void disableAllButPrimary() {
        keys.read().entries().stream().filter(entry -> !entry.primary()).forEach(entry -> editor().disable(entry.scheme(), entry.id()));
        assertThat(keys.read().entries()).extracting(Keyset.KeyEntry::state).contains("primary", "disabled").doesNotContain("enabled");
    }

    /** The token of a value by the primary key that a scheme has now. */
    String token(Scheme scheme, String field, String value) {
        TokenMask mask = new TokenMask(field.equals("ip") ? FieldKind.ADDRESS : FieldKind.TEXT,
                scheme == Scheme.PREFIX && !field.equals("ip") ? Scheme.HMAC : scheme, field);
        return mask.token(value, keys.read().primary(mask.scheme())).orElseThrow();
    }

    /** A row of user_logins. */
    void store(String user, String ipToken, String deviceToken) {
        execute("INSERT INTO user_logins (user_id, masked_ip, masked_device_id, locale) VALUES ('%s', '%s', '%s', 'DE')"
                .formatted(user, ipToken, deviceToken));
    }

    void execute(String sql) {
        Services.execute(services.jdbcUrl(), sql);
    }

    List<Map<String, String>> rows(String sql) {
        return services.rows(sql);
    }

    /** The first cells of a query. */
    List<String> column(String sql) {
        return rows(sql).stream().map(row -> row.values().iterator().next()).toList();
    }

    /** Says what becomes of rows, in place of what is shipped. */
    void rules(String text) {
        try {
            Files.writeString(routes.resolve("logins").resolve("forget.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the example's type, whose rejects go where those of logins go. */
    void addOrdersInTheSameQueue() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("examples/orders/routes"), routes);
        commands.with("orders.dead-letter-queue", services.deadLetterUrl().replaceFirst(".*/", ""));
    }

    /** Puts a body into the dead-letter queue. */
    void letter(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> texts = new TreeMap<>();
        attributes.forEach((name, text) -> texts.put(name, MessageAttributeValue.builder().dataType("String").stringValue(text).build()));
        Services.get().client().sendMessage(request -> request.queueUrl(services.deadLetterUrl()).messageBody(body).messageAttributes(texts));
    }

    int letters() {
        return services.depth(services.deadLetterUrl());
    }

    void awaitLetters(int count) {
        await(count + " letters").atMost(TestDrain.PATIENCE).until(() -> letters() == count);
    }

    /** Forgets values of a field, for a reason. */
    Ran forget(String field, List<String> forgotten, String... others) {
        return forget(REASON, field, forgotten, others);
    }

    Ran forget(String reason, String field, List<String> forgotten, String... others) {
        values.addAll(forgotten);
        try {
            Files.write(valuesFile, forgotten);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of("forget", "--type", "logins", "--field", field, "--values", valuesFile.toString(),
                "--reason", reason));
        all.addAll(List.of(others));
        return commands.run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        assertThat(values.stream().map(String::strip).filter(value -> !value.isEmpty() && commands.said().contains(value)))
                .as("raw values that were printed").isEmpty();
        services.close();
    }
}
