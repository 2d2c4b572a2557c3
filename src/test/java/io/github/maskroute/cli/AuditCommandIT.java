package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ActorHost;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandIT {

    private static final String NASTY = "case 4711, \"quoted\" \u001b[31mred \u009b31m\u0007\u202e bell";

    @TempDir
    private Path folder;

    private UnmaskFixture fixture;
    private String first;
    private String second;

    @BeforeEach
    void open() {
        fixture = new UnmaskFixture(folder);
        first = fixture.token("ip", "198.51.100.7");
        second = fixture.token("ip", "198.51.100.8");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldListNewestFirst() {
        fixture.unmask(first, second, first).done();

        assertThat(idsOf("audit")).containsExactly(3, 2, 1);
        assertThat(fixture.commands().run("audit").done().lines().get(0))
                .startsWith("3  ")
                .contains("postgres (" + ActorHost.name() + ")", UnmaskFixture.REASON, UnmaskFixture.sha256(first).substring(0, 12) + "…")
                .doesNotContain(first);
    }

    @Test
    void shouldLimitToTheNewest() {
        fixture.unmask(first, second, first).done();

        assertThat(idsOf("audit", "--limit", "2")).containsExactly(3, 2);
    }

    @Test
    void shouldFilterByLoginAndToken() {
        fixture.unmask(first, second).done();
        String login = fixture.useLogin("INSERT, SELECT");
        fixture.unmask(second).done();

        assertThat(idsOf("audit", "--actor", login)).containsExactly(3);
        assertThat(idsOf("audit", "--actor", "postgres")).containsExactly(2, 1);
        assertThat(idsOf("audit", "--token", second)).containsExactly(3, 2);
        assertThat(idsOf("audit", "--token", second, "--actor", "postgres")).containsExactly(2);
        assertNone("audit", "--actor", "' OR true --");
    }

    @Test
    void shouldFilterByTime() {
        fixture.unmask(first, second, first).done();
        String second = Services.query(fixture.jdbcUrl(), "SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS t"
                + " FROM unmask_audit WHERE id = 2").get(0).get("t");

        assertThat(idsOf("audit", "--since", second)).containsExactly(3, 2);
        assertThat(idsOf("audit", "--until", second)).containsExactly(1);
        assertThat(idsOf("audit", "--since", "2020-01-01")).hasSize(3);
        assertNone("audit", "--until", "2020-01-01");
    }

    @Test
    void shouldPrintJson() throws IOException {
        fixture.commands().run("unmask", "--keyset", fixture.keyset().toString(), "--reason", NASTY, first).done();
        Map<?, ?> row = new ObjectMapper().readValue(fixture.commands().run("audit", "--json").done().out(), Map.class);

        assertThat(row.get("reason")).isEqualTo(NASTY);
        assertThat(row.get("id")).isEqualTo(1);
        assertThat(row.get("hash")).asString().matches("[0-9a-f]{64}");
    }

    @Test
    void shouldEscapeControlCharactersOfReason() {
        fixture.commands().run("unmask", "--keyset", fixture.keyset().toString(), "--reason", NASTY, first).done();

        assertThat(fixture.commands().run("audit").done().lines()).singleElement().asString()
                .contains("case 4711").doesNotContainPattern("\\p{C}");
        assertThat(fixture.commands().run("audit", "--json").done().lines()).singleElement().asString()
                .contains("case 4711").doesNotContainPattern("\\p{C}");
    }

    @Test
    void shouldPrintHeadOfIntactChain() {
        assertThat(verify().done().out()).isEqualTo("whole: 0 records, head " + "0".repeat(64) + "\n");
        fixture.unmask(first, second).done();

        assertThat(verify().done().out()).matches("whole: 2 records, head [0-9a-f]{64}\n");
        assertThat(fixture.commands().run("audit", "--verify", "--json").done().out()).contains("\"whole\":true", "\"records\":2");
    }

    @Test
    void shouldNameFirstAlteredRecord() {
        fixture.unmask(first, second, first, second).done();
        tamper("UPDATE unmask_audit SET reason = 'another reason' WHERE id IN (2, 3)");

        assertThat(verify().refused(ExitCode.CHAIN_BROKEN).err()).contains("broken at record 2: it was altered");
    }

    @Test
    void shouldNameRecordAfterGap() {
        fixture.unmask(first, second, first).done();
        tamper("DELETE FROM unmask_audit WHERE id = 2");

        assertThat(verify().refused(ExitCode.CHAIN_BROKEN).err()).contains("broken at record 3: records before it are missing");
    }

    @Test
    void shouldDetectCutRecordsByHead() {
        fixture.unmask(first, second).done();
        String head = headOf(verify().done());
        fixture.unmask(first).done();
        String newest = headOf(verify("--head", head).done());
        tamper("DELETE FROM unmask_audit WHERE id = 3");

        verify("--head", head).done();
        verify().done();
        assertThat(verify("--head", newest).refused(ExitCode.CHAIN_BROKEN).err()).contains("cut off");
        verify("--head", head.toUpperCase(Locale.ROOT)).done();
    }

    @Test
    void shouldRefuseLoginWithoutPrivilege() {
        fixture.useLogin("INSERT");

        fixture.unmask(first).done();
        fixture.commands().run("audit").refused(ExitCode.DATABASE_REFUSES);
        verify().refused(ExitCode.DATABASE_REFUSES);
    }

    @Test
    void shouldRefuseDatabaseWithoutTable() {
        fixture.execute("DROP TABLE unmask_audit");

        assertThat(fixture.commands().run("audit").refused(ExitCode.DATABASE_REFUSES).err()).contains("maskroute migrate");
    }

    /** JSON output has no remarks. */
    private void assertNone(String... args) {
        assertThat(fixture.commands().run(args)).isEqualTo(new CommandResult(ExitCode.OK.code(), "", "maskroute: no records\n"));
        assertThat(fixture.commands().run(with("--json", args)).done().out()).isEmpty();
        assertThat(fixture.commands().run(with("--csv", args)).done().lines()).hasSize(1);
    }

    private static String[] with(String option, String... args) {
        return Stream.concat(Stream.of(args), Stream.of(option)).toArray(String[]::new);
    }

    private CommandResult verify(String... more) {
        List<String> args = new ArrayList<>(List.of("audit", "--verify"));
        args.addAll(List.of(more));
        return fixture.commands().run(args.toArray(String[]::new));
    }

    private static String headOf(CommandResult result) {
        Matcher head = Pattern.compile("head ([0-9a-f]{64})").matcher(result.out());
        assertThat(head.find()).isTrue();
        return head.group(1);
    }

    /** Only a superuser could do this. */
    private void tamper(String sql) {
        fixture.execute("ALTER TABLE unmask_audit DISABLE TRIGGER ALL");
        fixture.execute(sql);
        fixture.execute("ALTER TABLE unmask_audit ENABLE TRIGGER ALL");
    }

    private List<Integer> idsOf(String... args) {
        return fixture.commands().run(args).done().lines().stream().map(line -> Integer.valueOf(line.split(" ")[0])).toList();
    }
}
