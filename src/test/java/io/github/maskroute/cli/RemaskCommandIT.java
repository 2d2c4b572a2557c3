package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.remask.MaskedTable;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output, exit codes and resource use of {@code maskroute remask}. */
class RemaskCommandIT {

    private static final String OF_KEY = "SELECT count(*) FROM user_logins WHERE masked_ip LIKE 'siv.%s.%%'";

    @TempDir
    private Path folder;

    private MaskedTable table;

    @BeforeEach
    void table() {
        table = new MaskedTable(folder.resolve("keys"));
    }

    @Test
    void shouldContinueAfterKill() {
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 20_000);
        String id = table.promoteNew(Scheme.SIV);
        try (CommandProcess first = start(Scheme.SIV, "--rows-per-second", "1500")) {
            await().atMost(TestDrain.PATIENCE).until(() -> rewritten(id) > 2_000);
            first.kill();
        }
        assertThat(rewritten(id)).isBetween(2_000, 19_000);

        try (CommandProcess second = start(Scheme.SIV, "--rows-per-second", "0")) {
            assertThat(second.exitCode()).as(second::err).isZero();
            assertThat(second.out()).matches("rewritten 1\\d{4} to siv\\." + id + ", left 0, passes 2\n");
            assertThat(second.err()).isEmpty();
        }
        table.assertRenewed(Scheme.SIV, 0, 20_000);
    }

    @Test
    void shouldWorkWithPrivilegesOfItsRole() throws Exception {
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 100);
        String id = table.promoteNew(Scheme.SIV);
        String role = Files.readString(Path.of("src/main/sql/maskroute_remask.sql"))
                .replace(", %1$I.processed_message, %1$I.unmask_audit", "");
        String carol = Services.newName("carol");
        Services.execute(table.jdbcUrl(), role + "CREATE ROLE " + carol + " LOGIN; GRANT maskroute_remask TO " + carol);
        Map<String, String> settings = settings(Scheme.SIV);
        settings.put("maskroute.db.user", carol);
        try (CommandProcess command = CommandProcess.start(List.of(), settings, arguments())) {
            assertThat(command.exitCode()).as(command::err).isZero();
        }
        assertThat(rewritten(id)).isEqualTo(100);
    }

    @Test
    void shouldLimitItsRate() {
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 6_000);
        table.promoteNew(Scheme.SIV);
        long began = System.nanoTime();
        try (CommandProcess command = start(Scheme.SIV, "--rows-per-second", "1000")) {
            assertThat(command.exitCode()).isZero();
        }
        assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(5.0);
    }

    @Test
    void shouldShowProgressOnTerminal() {
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 3_000);
        String id = table.promoteNew(Scheme.SIV);
        try (CommandProcess command = CommandProcess.start(List.of("-Dcli.terminal=true"), settings(Scheme.SIV), arguments())) {
            assertThat(command.exitCode()).isZero();
            assertThat(command.err()).contains("pass 1").contains("3000 rows rewritten").contains("pass 2");
            assertThat(command.out()).isEqualTo("rewritten 3000 to siv." + id + ", left 0, passes 2\n");
        }
    }

    @Test
    void shouldRewriteHundredThousandRowsIn64Megabytes() throws IOException {
        int rows = 100_000;
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 0, rows / 2);
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, rows / 2, rows);
        String id = table.promoteNew(Scheme.SIV);
        Path values = Files.write(folder.resolve("values"), IntStream.range(0, rows).mapToObj(MaskedTable::ip).toList());
        List<String> arguments = arguments("--rows-per-second", "0", "--values", "-");
        try (CommandProcess command = CommandProcess.start(List.of("-Xmx64m"), settings(Scheme.SIV), arguments, values)) {
            assertThat(command.exitCode()).as(command::err).isZero();
            assertThat(command.out()).isEqualTo("rewritten 100000 to siv." + id + ", left 0, passes 2\n");
        }
        table.assertRenewed(Scheme.SIV, 0, rows);
    }

    @Test
    void shouldRemarkThatHmacTokensNeedValues() throws IOException {
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 0, 30);
        String id = table.promoteNew(Scheme.HMAC);
        try (CommandProcess command = start(Scheme.HMAC, "--json")) {
            assertThat(command.exitCode()).isEqualTo(ExitCode.LEFT_OVER.code());
            assertThat(new ObjectMapper().readTree(command.out())).isEqualTo(new ObjectMapper().readTree("""
                    {"rewritten":0,"to":"hmac.%s","left":{"not_reversible":30},"passes":1,"complete":false}""".formatted(id)));
            assertThat(command.err()).contains("30 row(s) hold hmac tokens").contains("--values").hasLineCount(1);
        }
        // As a Windows editor saves it, with invisible blanks and a blank line at the end.
        Path values = Files.writeString(folder.resolve("values"), IntStream.range(0, 29).mapToObj(MaskedTable::ip)
                .collect(Collectors.joining("\u00a0\r\n", "\ufeff", "\r\n\u3000\r\n")));
        CommandResult result = run(Scheme.HMAC, "--values", values.toString());
        assertThat(result.exit()).isEqualTo(ExitCode.LEFT_OVER.code());
        assertThat(result.out()).isEqualTo("rewritten 29 to hmac." + id + ", left 1 {no_value=1}, passes 2\n");
    }

    @Test
    void shouldCountRowsByKeyInDryRun() {
        String first = table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 1_000);
        String second = table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 1_000, 1_500).execute("INSERT INTO user_logins (masked_ip) VALUES ('10.0.0.1'), (NULL), ('siv.gone.x')");
        String content = "SELECT md5(string_agg(l::text, '' ORDER BY ctid)) FROM user_logins l";
        String before = table.one(content);
        CommandResult result = run(Scheme.SIV, "--dry-run");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.lines().stream().map(line -> line.replaceAll(" +", " "))).containsExactlyInAnyOrder(
                "siv." + first + " old 1000", "siv." + second + " present 500", "siv.gone unknown 1", "- no-token 1", "to siv." + second);
        assertThat(result.err().lines()).satisfiesExactly(
                line -> assertThat(line).startsWith("maskroute: would be left: 1 row(s) hold no token"),
                line -> assertThat(line).startsWith("maskroute: would be left: 1 row(s) name a key that the keyset does not have"));
        assertThat(table.one(content)).isEqualTo(before);
    }

    @Test
    void shouldPrintRowsThatRealRunWouldLeave() {
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 0, 20);
        String present = table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 20, 25);
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 25, 55);
        CommandResult result = run(Scheme.HMAC, "--dry-run", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("{\"to\":\"hmac." + present + "\"}\n");
        assertThat(result.err()).contains("left: 20 row(s) hold hmac tokens")
                .contains("left: 30 row(s) hold tokens that can be decoded").hasLineCount(2);
        run(Scheme.HMAC, "--dry-run", "--irreversibly", "--values", "values").done();
    }

    @Test
    void shouldLeaveDecodableTokensForIrreversibleScheme() {
        String hmac = table.promoteNew(Scheme.HMAC);
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 30);
        CommandResult result = run(Scheme.HMAC).stopped(ExitCode.LEFT_OVER);
        assertThat(result.out()).isEqualTo("rewritten 0 to hmac." + hmac + ", left 30 {would_be_irreversible=30}, passes 1\n");
        assertThat(result.err()).contains("the settings and routes of the drain").contains("--irreversibly");
        run(Scheme.HMAC, "--irreversibly").done();
        table.assertRenewed(Scheme.HMAC, 0, 30);
    }

    @Test
    void shouldReportErrorsWithoutValues() {
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 10);
        table.promoteNew(Scheme.SIV);
        assertFails(ExitCode.USAGE, "device_id, ip", "--field", "locale");
        assertFails(ExitCode.USAGE, "no table of this name", "--table", "logins; DROP TABLE user_logins");
        assertFails(ExitCode.USAGE, "no column of this name", "--column", "nothing", "--field", "ip");
        assertFails(ExitCode.UNREADABLE_FILE, "NoSuchFileException", "--values", "nowhere");
        table.execute("ALTER TABLE user_logins ADD CONSTRAINT no_change CHECK (masked_ip LIKE '%never%') NOT VALID");
        assertFails(ExitCode.DATABASE_REFUSES, "23514, constraint no_change");
    }

    private void assertFails(ExitCode exit, String expected, String... others) {
        List<String> arguments = arguments(others);
        // A test's option replaces the common one.
        for (String option : List.of("--table", "--column")) {
            if (List.of(others).contains(option)) {
                arguments.subList(arguments.indexOf(option), arguments.indexOf(option) + 2).clear();
            }
        }
        assertThat(run(Scheme.SIV, arguments).refused(exit).err()).contains(expected).doesNotContain("DROP").doesNotContain("siv.");
    }

    private int rewritten(String id) {
        return Integer.parseInt(table.one(OF_KEY.formatted(id)));
    }

    private CommandProcess start(Scheme scheme, String... others) {
        return CommandProcess.start(List.of(), settings(scheme), arguments(others));
    }

    /** Runs the command in this JVM. */
    private CommandResult run(Scheme scheme, String... others) {
        return run(scheme, arguments(others));
    }

    private CommandResult run(Scheme scheme, List<String> arguments) {
        Commands commands = new Commands(folder);
        settings(scheme).forEach(commands::with);
        return commands.run(arguments.toArray(String[]::new));
    }

    private static List<String> arguments(String... others) {
        List<String> arguments = new ArrayList<>(List.of("remask", "--table", "user_logins", "--column", "masked_ip"));
        arguments.addAll(List.of(others));
        return arguments;
    }

    private Map<String, String> settings(Scheme scheme) {
        return new TreeMap<>(Map.of("maskroute.db.url", table.jdbcUrl(), "maskroute.mask.keyset", table.keys().toString(),
                "maskroute.mask.scheme", scheme.word()));
    }
}
