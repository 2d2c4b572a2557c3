package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ActorHost;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens as arguments: one audit record for each, and no value without a record. */
class UnmaskIT {

    @TempDir
    private Path folder;

    private UnmaskFixture fixture;

    @BeforeEach
    void open() {
        fixture = new UnmaskFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldPrintValueAndRecordActorReasonAndToken() {
        String login = fixture.useLogin("INSERT");
        String token = fixture.token("ip", "198.51.100.7");

        assertThat(fixture.unmask(token).done().out()).isEqualTo("198.51.100.7\n");
        assertThat(fixture.records()).containsExactly(Map.of("actor", login, "actor_host", ActorHost.name(), "reason", UnmaskFixture.REASON,
                "token_hash", UnmaskFixture.sha256(token), "count", "1"));
    }

    @Test
    void shouldRecordEachToken() {
        String first = fixture.token("ip", "198.51.100.7");
        String second = fixture.token("device_id", "Zürich-4711-77");

        assertThat(fixture.unmask(first, second, first).done().lines()).containsExactly("198.51.100.7", "Zürich-4711-77", "198.51.100.7");
        assertThat(fixture.records()).extracting(row -> row.get("token_hash"))
                .containsExactly(UnmaskFixture.sha256(first), UnmaskFixture.sha256(second), UnmaskFixture.sha256(first));
        assertThat(fixture.counts()).containsExactly(1, 1, 1);
    }

    @Test
    void shouldDecodePrefixTokensAndTokensOfOlderKeys() {
        String old = fixture.token("ip", "198.51.100.7");
        fixture.editor().promote(Scheme.SIV, fixture.editor().add(Scheme.SIV));
        String prefix = fixture.token("prefix", "ip", "2001:db8::7");

        assertThat(fixture.unmask("--field", "ip", old, prefix).done().lines()).containsExactly("198.51.100.7", "2001:db8::7");
    }

    @Test
    void shouldPrintJsonWithTokenAndValue() throws IOException {
        String token = fixture.token("device_id", "Zürich-4711-77");
        Map<?, ?> object = new ObjectMapper().readValue(fixture.unmask("--json", token).done().out(), Map.class);

        assertThat(object).isEqualTo(Map.of("token", token, "value", "Zürich-4711-77"));
    }

    @Test
    void shouldPrintNoValueWithoutAuditTable() {
        String token = fixture.token("ip", "198.51.100.7");
        fixture.execute("DROP TABLE unmask_audit");

        assertThat(fixture.unmask(token).refused(ExitCode.DATABASE_REFUSES).err()).contains("maskroute migrate");
    }

    @Test
    void shouldPrintNoValueWithoutPrivilege() {
        String token = fixture.token("ip", "198.51.100.7");
        fixture.useLogin("SELECT");

        assertThat(fixture.unmask(token).refused(ExitCode.DATABASE_REFUSES).err()).contains("maskroute_unmask");
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldPrintNoValueForUnknownLogin() {
        fixture.commands().with("maskroute.db.user", "nobody-of-this-name");

        fixture.unmask(fixture.token("ip", "198.51.100.7")).refused(ExitCode.DATABASE_REFUSES);
    }

    @Test
    void shouldPrintNoValueWithoutDatabase() throws IOException {
        try (Socket portWithoutServer = new Socket()) {
            portWithoutServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            fixture.commands().with("maskroute.db.url", "jdbc:postgresql://127.0.0.1:" + portWithoutServer.getLocalPort() + "/postgres");

            fixture.unmask(fixture.token("ip", "198.51.100.7")).refused(ExitCode.DATABASE_AWAY);
        }
    }

    @Test
    void shouldPrintNoValueBeyondDailyLimit() {
        List<String> tokens = fixture.tokens("siv", "ip", List.of("198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4"));
        fixture.commands().with("maskroute.unmask.daily-limit", 3);
        fixture.unmask(tokens.get(0)).done();

        CommandResult result = fixture.unmask(tokens.get(1), tokens.get(2), tokens.get(3)).stopped(ExitCode.AUDIT_REFUSES);
        assertThat(result.lines()).containsExactly("198.51.100.2", "198.51.100.3");
        assertThat(result.err()).contains("daily limit of 3");
        assertThat(fixture.counts()).containsExactly(1, 1, 1);
        fixture.unmask(tokens.get(0)).refused(ExitCode.AUDIT_REFUSES);
    }

    @Test
    void shouldPrintNoCsvBeyondDailyLimit() {
        List<String> values = IntStream.range(0, 2_500).mapToObj(i -> "10.7." + i / 250 + "." + i % 250).toList();
        fixture.commands().with("maskroute.unmask.daily-limit", 2_400);

        CommandResult result = fixture.unmaskCsv(
                "masked_ip\n" + String.join("\n", fixture.tokens("siv", "ip", values)), "--column", "masked_ip")
                .stopped(ExitCode.AUDIT_REFUSES);
        assertThat(result.lines().subList(1, result.lines().size())).isEqualTo(values.subList(0, 2_000));
        assertThat(fixture.counts()).containsExactly(1_000, 1_000);
    }

    @Test
    void shouldPrintNoValueWithoutReason() {
        String token = fixture.token("ip", "198.51.100.7");
        String keyset = fixture.keyset().toString();

        fixture.commands().run("unmask", "--keyset", keyset, "--reason", " too short ", token).refused(ExitCode.AUDIT_REFUSES);
        fixture.commands().run("unmask", "--keyset", keyset, "--reason", "long".repeat(251), token).refused(ExitCode.AUDIT_REFUSES);
        fixture.commands().run("unmask", "--keyset", keyset, token).refused(ExitCode.USAGE);
        assertThat(fixture.records()).isEmpty();
        fixture.commands().run("unmask", "--keyset", keyset, "--reason", " case 4711 ", token).refused(ExitCode.AUDIT_REFUSES);
        fixture.commands().run("unmask", "--keyset", keyset, "--reason", " case 47110 ", token).done();
        assertThat(fixture.records()).extracting(row -> row.get("reason")).containsExactly("case 47110");
    }
}
