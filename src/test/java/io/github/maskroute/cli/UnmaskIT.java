package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.ActorHost;
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

/** Tokens as arguments: a record for each, and no value without one. */
class UnmaskIT {

    @TempDir
    private Path folder;

    private DecodeDesk desk;

    @BeforeEach
    void open() {
        desk = new DecodeDesk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void printsTheValueAndRecordsWhoWhyAndWhat() {
        String login = desk.useLogin("INSERT");
        String token = desk.token("ip", "198.51.100.7");

        assertThat(desk.unmask(token).done().out()).isEqualTo("198.51.100.7\n");
        assertThat(desk.records()).containsExactly(Map.of("actor", login, "actor_host", ActorHost.name(), "reason", DecodeDesk.REASON,
                "token_hash", DecodeDesk.sha256(token), "count", "1"));
    }

    @Test
    void eachTokenHasARecordOfItsOwn() {
        String first = desk.token("ip", "198.51.100.7");
        String second = desk.token("device_id", "Zürich-4711-77");

        assertThat(desk.unmask(first, second, first).done().lines()).containsExactly("198.51.100.7", "Zürich-4711-77", "198.51.100.7");
        assertThat(desk.records()).extracting(row -> row.get("token_hash"))
                .containsExactly(DecodeDesk.sha256(first), DecodeDesk.sha256(second), DecodeDesk.sha256(first));
        assertThat(desk.counts()).containsExactly(1, 1, 1);
    }

    @Test
    void prefixTokensAndThoseOfOlderKeysDecodeToo() {
        String old = desk.token("ip", "198.51.100.7");
        desk.editor().promote(Scheme.SIV, desk.editor().add(Scheme.SIV));
        String prefix = desk.token("prefix", "ip", "2001:db8::7");

        assertThat(desk.unmask("--field", "ip", old, prefix).done().lines()).containsExactly("198.51.100.7", "2001:db8::7");
    }

    @Test
    void jsonHasTokenAndValue() throws IOException {
        String token = desk.token("device_id", "Zürich-4711-77");
        Map<?, ?> object = new ObjectMapper().readValue(desk.unmask("--json", token).done().out(), Map.class);

        assertThat(object).isEqualTo(Map.of("token", token, "value", "Zürich-4711-77"));
    }

    @Test
    void noTableNoValue() {
        String token = desk.token("ip", "198.51.100.7");
        desk.execute("DROP TABLE unmask_audit");

        assertThat(desk.unmask(token).refused(ExitCode.DATABASE_REFUSES).err()).contains("maskroute migrate");
    }

    @Test
    void noPrivilegeNoValue() {
        String token = desk.token("ip", "198.51.100.7");
        desk.useLogin("SELECT");

        assertThat(desk.unmask(token).refused(ExitCode.DATABASE_REFUSES).err()).contains("maskroute_unmask");
        assertThat(desk.records()).isEmpty();
    }

    @Test
    void noSuchLoginNoValue() {
        desk.commands().with("maskroute.db.user", "nobody-of-this-name");

        desk.unmask(desk.token("ip", "198.51.100.7")).refused(ExitCode.DATABASE_REFUSES);
    }

    @Test
    void noDatabaseNoValue() throws IOException {
        try (Socket portWithoutServer = new Socket()) {
            portWithoutServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            desk.commands().with("maskroute.db.url", "jdbc:postgresql://127.0.0.1:" + portWithoutServer.getLocalPort() + "/postgres");

            desk.unmask(desk.token("ip", "198.51.100.7")).refused(ExitCode.DATABASE_AWAY);
        }
    }

    @Test
    void noValueBeyondTheDailyLimit() {
        List<String> tokens = desk.tokens("siv", "ip", List.of("198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4"));
        desk.commands().with("maskroute.unmask.daily-limit", 3);
        desk.unmask(tokens.get(0)).done();

        Ran ran = desk.unmask(tokens.get(1), tokens.get(2), tokens.get(3)).stopped(ExitCode.AUDIT_REFUSES);
        assertThat(ran.lines()).containsExactly("198.51.100.2", "198.51.100.3");
        assertThat(ran.err()).contains("daily limit of 3");
        assertThat(desk.counts()).containsExactly(1, 1, 1);
        desk.unmask(tokens.get(0)).refused(ExitCode.AUDIT_REFUSES);
    }

    @Test
    void noCsvBeyondTheDailyLimit() {
        List<String> values = IntStream.range(0, 2_500).mapToObj(i -> "10.7." + i / 250 + "." + i % 250).toList();
        desk.commands().with("maskroute.unmask.daily-limit", 2_400);

        Ran ran = desk.unmaskCsv("masked_ip\n" + String.join("\n", desk.tokens("siv", "ip", values)), "--column", "masked_ip")
                .stopped(ExitCode.AUDIT_REFUSES);
        assertThat(ran.lines().subList(1, ran.lines().size())).isEqualTo(values.subList(0, 2_000));
        assertThat(desk.counts()).containsExactly(1_000, 1_000);
    }

    @Test
    void noValueWithoutAReason() {
        String token = desk.token("ip", "198.51.100.7");
        String keyset = desk.keyset().toString();

        desk.commands().run("unmask", "--keyset", keyset, "--reason", " too short ", token).refused(ExitCode.AUDIT_REFUSES);
        desk.commands().run("unmask", "--keyset", keyset, "--reason", "long".repeat(251), token).refused(ExitCode.AUDIT_REFUSES);
        desk.commands().run("unmask", "--keyset", keyset, token).refused(ExitCode.USAGE);
        assertThat(desk.records()).isEmpty();
        desk.commands().run("unmask", "--keyset", keyset, "--reason", " case 4711 ", token).refused(ExitCode.AUDIT_REFUSES);
        desk.commands().run("unmask", "--keyset", keyset, "--reason", " case 47110 ", token).done();
        assertThat(desk.records()).extracting(row -> row.get("reason")).containsExactly("case 47110");
    }
}
