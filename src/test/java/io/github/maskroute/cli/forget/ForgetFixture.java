package io.github.maskroute.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.cli.Commands;
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
 * Tables, a dead-letter queue, a keyset with a key of each scheme, routes to edit, and {@code maskroute forget}. {@link #close} asserts
 * that no raw value was printed.
 */
final class ForgetFixture implements AutoCloseable {

    static final String REASON = "request 4711 of a customer";

    private final TestDrain services;
    private final Path routes;
    private final Path valuesFile;
    private final KeysetFolder keys;
    private final Commands commands;
    private final List<String> values = new ArrayList<>();

    ForgetFixture(Path folder) {
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

    /** Adds a key and makes it primary; the others stay enabled. */
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

    /** The token of a value by the current primary key of a scheme. */
    String token(Scheme scheme, String field, String value) {
        TokenMask mask = new TokenMask(field.equals("ip") ? FieldKind.ADDRESS : FieldKind.TEXT,
                scheme == Scheme.PREFIX && !field.equals("ip") ? Scheme.HMAC : scheme, field);
        return mask.token(value, keys.read().primary(mask.scheme())).orElseThrow();
    }

    /** Inserts a row into user_logins. */
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

    /** The first column of a query's rows. */
    List<String> column(String sql) {
        return rows(sql).stream().map(row -> row.values().iterator().next()).toList();
    }

    /** Replaces the shipped rules. */
    void rules(String text) {
        try {
            Files.writeString(routes.resolve("logins").resolve("forget.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the example's type, which shares the dead-letter queue of logins. */
    void addOrdersInTheSameQueue() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("examples/orders/routes"), routes);
        commands.with("orders.dead-letter-queue", services.deadLetterUrl().replaceFirst(".*/", ""));
    }

    /** Sends a body to the dead-letter queue. */
    void letter(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> texts = new TreeMap<>();
        attributes.forEach((name, text) -> texts.put(name, MessageAttributeValue.builder().dataType("String").stringValue(text).build()));
        Services.get().client().sendMessage(request -> request.queueUrl(services.deadLetterUrl()).messageBody(body)
                .messageAttributes(texts));
    }

    int letters() {
        return services.depth(services.deadLetterUrl());
    }

    void awaitLetters(int count) {
        await(count + " letters").atMost(TestDrain.PATIENCE).until(() -> letters() == count);
    }

    /** Runs {@code forget} for values of a field. */
    CommandResult forget(String field, List<String> forgotten, String... others) {
        return forget(REASON, field, forgotten, others);
    }

    CommandResult forget(String reason, String field, List<String> forgotten, String... others) {
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
        assertThat(values.stream().map(String::strip).filter(value -> !value.isEmpty() && commands.printed().contains(value)))
                .as("raw values that were printed").isEmpty();
        services.close();
    }
}
