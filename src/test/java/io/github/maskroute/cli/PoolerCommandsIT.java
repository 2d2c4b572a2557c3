package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.remask.MaskedTable;
import io.github.maskroute.testing.PgBouncer;
import io.github.maskroute.testing.PgBouncer.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database commands behind a pooler: each one works, or changes nothing and reports the reason. */
class PoolerCommandsIT {

    private static final int ROWS = 300;
    private static final String CONTENT = "SELECT md5(string_agg(l::text, '' ORDER BY ctid)) FROM user_logins l";

    @TempDir
    private Path folder;

    private MaskedTable table;

    @BeforeEach
    void table() {
        table = new MaskedTable(folder.resolve("keys"));
        table.promoteNew(Scheme.HMAC);
        table.promoteNew(Scheme.SIV);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTION", "STATEMENT"})
    void migrateSaysWhatToDoInstead(Mode mode) {
        assertThat(behind(mode).run("migrate").refused(ExitCode.DATABASE_REFUSES).err())
                .contains("a pooler in " + word(mode) + " mode", "run `maskroute migrate` with a maskroute.db.url that connects directly");
        commands(table.jdbcUrl()).run("migrate").done();
        behind(mode).run("migrate").done();
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION", "TRANSACTION"})
    void unmaskShowsWhatIsOnRecord(Mode mode) {
        commands(table.jdbcUrl()).run("migrate").done();
        List<String> values = IntStream.range(0, 20).mapToObj(MaskedTable::ip).toList();
        List<CompletableFuture<CommandResult>> several = Stream.generate(() -> behind(mode)).limit(3)
                .map(commands -> CompletableFuture.supplyAsync(() -> unmask(commands, values))).toList();
        several.forEach(result -> assertThat(result.join().done().lines()).isEqualTo(values));
        assertThat(records()).isEqualTo(60);
        assertThat(behind(mode).run("audit", "--verify").done().out()).startsWith("whole: 60 records");
        assertThat(behind(mode).run("audit", "--json").done().lines()).hasSize(60);
        assertThat(PgBouncer.left(table.jdbcUrl())).isEmpty();
    }

    /** A URL may enable named statements. */
    @ParameterizedTest
    @ValueSource(strings = {"", "?prepareThreshold=1"})
    void shouldNotConflictWithNamedStatementsOfAnotherProgram(String parameters) {
        commands(table.jdbcUrl()).run("migrate").done();
        table.fill(Scheme.SIV, 0, ROWS);
        PgBouncer.takeNames(table.jdbcUrl());
        String url = PgBouncer.in(Mode.TRANSACTION).to(table.jdbcUrl()) + parameters;
        List<String> values = IntStream.range(0, 20).mapToObj(MaskedTable::ip).toList();
        assertThat(unmask(commands(url), values).done().lines()).isEqualTo(values);
        assertThat(commands(url).run("audit", "--verify").done().out()).startsWith("whole: 20 records");
        table.promoteNew(Scheme.SIV);
        remask(commands(url)).done();
        table.assertRenewed(Scheme.SIV, 0, ROWS);
    }

    @Test
    void shouldRefuseUnmaskAndAuditInStatementMode() {
        commands(table.jdbcUrl()).run("migrate").done();
        Commands commands = behind(Mode.STATEMENT);
        for (CommandResult result : List.of(unmask(commands, List.of(MaskedTable.ip(1))), commands.run("audit", "--verify"),
                commands.run("audit"))) {
            assertThat(result.refused(ExitCode.DATABASE_REFUSES).err()).contains("a pooler in statement mode", "connects directly to"
                    + " PostgreSQL");
        }
        assertThat(records()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION", "TRANSACTION"})
    void remaskRewrites(Mode mode) {
        table.fill(Scheme.SIV, 0, ROWS);
        String id = table.promoteNew(Scheme.SIV);
        assertThat(remask(behind(mode)).done().out()).isEqualTo("rewritten 300 to siv." + id + ", left 0, passes 2\n");
        table.assertRenewed(Scheme.SIV, 0, ROWS);
        assertThat(PgBouncer.left(table.jdbcUrl())).isEmpty();
    }

    @Test
    void shouldNotRemaskInStatementMode() {
        table.fill(Scheme.SIV, 0, ROWS);
        table.promoteNew(Scheme.SIV);
        String before = table.one(CONTENT);
        assertThat(remask(behind(Mode.STATEMENT)).refused(ExitCode.DATABASE_REFUSES).err())
                .contains("a pooler in statement mode", "connects directly to PostgreSQL");
        assertThat(table.one(CONTENT)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRequireSessionForRemaskWithValues(Mode mode) throws IOException {
        table.fill(Scheme.HMAC, 0, ROWS);
        table.promoteNew(Scheme.HMAC);
        String before = table.one(CONTENT);
        Path values = Files.write(folder.resolve("values"), IntStream.range(0, ROWS).mapToObj(MaskedTable::ip).toList());
        Commands commands = behind(mode).with("maskroute.mask.scheme", "hmac");
        CommandResult result = remask(commands, "--values", values.toString());
        if (mode == Mode.SESSION) {
            result.done();
            table.assertRenewed(Scheme.HMAC, 0, ROWS);
        } else {
            assertThat(result.refused(ExitCode.DATABASE_REFUSES).err())
                    .contains("a temporary table", "a pooler in " + word(mode) + " mode", "connects directly to PostgreSQL");
            assertThat(table.one(CONTENT)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReportPoolerModeInDoctor(Mode mode) {
        try (DoctorFixture fixture = new DoctorFixture(folder)) {
            fixture.finds("ok", "pooler", "none is detected");
            PgBouncer.takeNames(fixture.drain.jdbcUrl());
            fixture.with("maskroute.db.url", PgBouncer.in(mode).to(fixture.drain.jdbcUrl()));
            boolean transactions = mode != Mode.STATEMENT;
            fixture.finds(transactions ? "ok" : "warn", "pooler", "a pooler in " + word(mode) + " mode: ", "work");
            fixture.finds(transactions ? "ok" : "skip", "dry message");
            assertThat(fixture.doctor().exit()).isZero();
        }
    }

    private CommandResult unmask(Commands commands, List<String> values) {
        List<String> arguments = new ArrayList<>(List.of("unmask", "--reason", UnmaskFixture.REASON, "--keyset", table.keys().toString()));
        values.forEach(value -> arguments.add(table.token(Scheme.SIV, value)));
        return commands.run(arguments.toArray(String[]::new));
    }

    private static CommandResult remask(Commands commands, String... others) {
        List<String> arguments = new ArrayList<>(List.of("remask", "--table", "user_logins", "--column", "masked_ip"));
        arguments.addAll(List.of(others));
        return commands.run(arguments.toArray(String[]::new));
    }

    private int records() {
        return Integer.parseInt(table.one("SELECT count(*) FROM unmask_audit"));
    }

    private Commands behind(Mode mode) {
        return commands(PgBouncer.in(mode).to(table.jdbcUrl()));
    }

    private Commands commands(String url) {
        try {
            return new Commands(Files.createTempDirectory(folder, "settings")).with("maskroute.db.url", url)
                    .with("maskroute.mask.keyset", table.keys()).with("maskroute.mask.scheme", "siv");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
