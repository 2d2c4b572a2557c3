package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestLog;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A database with the tables, a keyset with a key for each scheme, and {@code maskroute unmask}.
 *
 * <p>{@link #close} asserts that neither the log nor standard error contains the values and tokens that were made here.
 */
final class UnmaskFixture implements AutoCloseable {

    static final String REASON = "fraud case 4711";

    private static final Map<String, String> SHIPPED = Map.of("ip", "address", "device_id", "text");

    private final TestLog log = new TestLog();
    private final Set<String> secrets = new TreeSet<>();
    private final String jdbcUrl = Services.get().newDatabase();
    private final KeysetFolder keys;
    private final Commands commands;

    /** @param folder for the keys and settings */
    UnmaskFixture(Path folder) {
        keys = new KeysetFolder(folder.resolve("keys"), Optional.empty());
        Stream.of(Scheme.values()).forEach(editor()::add);
        commands = new Commands(folder).with("maskroute.db.url", jdbcUrl);
        commands.run("migrate").done();
    }

    Commands commands() {
        return commands;
    }

    KeysetEditor editor() {
        return new KeysetEditor(keys);
    }

    Path keyset() {
        return keys.path();
    }

    String jdbcUrl() {
        return jdbcUrl;
    }

    /** The siv token of a value. */
    String token(String field, String value) {
        return token("siv", field, value);
    }

    String token(String scheme, String field, String value) {
        return tokens(scheme, field, List.of(value)).get(0);
    }

    /** Tokens of values by the current primary key. */
    List<String> tokens(String scheme, String field, List<String> values) {
        Keyset now = keys.read();
        FieldMasks masks = TestMasks.of(() -> now, SHIPPED, "hmac", Map.of(field, scheme), Map.of());
        List<String> tokens = values.stream().map(value -> masks.token(field, value).orElseThrow()).toList();
        values.stream().limit(100).forEach(this::remember);
        tokens.stream().limit(100).forEach(token -> remember(token.substring(token.indexOf('.', scheme.length() + 1) + 1)));
        return tokens;
    }

    /** Runs {@code unmask} with reason and keyset. */
    CommandResult unmask(String... args) {
        return commands.run(withReason(args));
    }

    /** Runs {@code unmask} with this standard output. */
    CommandResult unmaskInto(Writer out, String... args) {
        return commands.runInto(out, withReason(args));
    }

    /** Runs {@code unmask} with a CSV as standard input. */
    CommandResult unmaskCsv(String csv, String... args) {
        return unmaskCsv(csv.getBytes(StandardCharsets.UTF_8), args);
    }

    CommandResult unmaskCsv(byte[] csv, String... args) {
        return commands.runReading(csv, withReason(args));
    }

    /** The records of the audit, oldest first. */
    List<Map<String, String>> records() {
        return Services.query(jdbcUrl, "SELECT actor, actor_host, reason, token_hash, count FROM unmask_audit ORDER BY id");
    }

    /** The token counts of the records of the audit. */
    List<Integer> counts() {
        return records().stream().map(row -> Integer.valueOf(row.get("count"))).toList();
    }

    void execute(String sql) {
        Services.execute(jdbcUrl, sql);
    }

    /** Creates a database login with only the granted privileges, and uses it from now on. */
    String useLogin(String... grants) {
        String login = Services.newName("login");
        execute("CREATE ROLE " + login + " LOGIN PASSWORD 'secret'");
        for (String grant : grants) {
            execute("GRANT " + grant + " ON unmask_audit TO " + login);
        }
        commands.with("maskroute.db.user", login).with("maskroute.db.password", "secret");
        return login;
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        log.assertNothingLeaked(log.text());
        assertThat(secrets.stream().filter(commands.errors()::contains)).as("values or tokens on standard error").isEmpty();
    }

    private void remember(String secret) {
        secrets.add(secret);
        log.remember(secret);
    }

    private String[] withReason(String... args) {
        List<String> all = new ArrayList<>(List.of("unmask", "--reason", REASON, "--keyset", keyset().toString()));
        all.addAll(List.of(args));
        return all.toArray(String[]::new);
    }
}
