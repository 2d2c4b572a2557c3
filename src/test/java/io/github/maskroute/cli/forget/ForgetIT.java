package io.github.maskroute.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.keyset.SealKeys;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows and letters that {@code maskroute forget} deletes and leaves, and its audit records. */
class ForgetIT {

    private static final String IP = "198.51.100.7";
    private static final String DEVICE = "111-22-3333";

    @TempDir
    private Path folder;

    @Test
    void shouldFindRowsOfEveryKeyAndScheme() {
        try (ForgetFixture fixture = new ForgetFixture(folder)) {
            for (int rotation = 1; rotation <= 3; rotation++) {
                for (Scheme scheme : Scheme.values()) {
                    fixture.store("of the person", fixture.token(scheme, "ip", IP), fixture.token(scheme, "device_id", "x-" + rotation));
                    fixture.store("of the person", "not of his address", fixture.token(scheme, "device_id", DEVICE));
                    fixture.store("of another", fixture.token(scheme, "ip", "198.51.100.8"), fixture.token(scheme, "device_id", DEVICE
                            + "4"));
                    fixture.store("of another", fixture.token(scheme, "ip", "203.0.113.1"), fixture.token(scheme, "device_id", IP));
                    fixture.promoteNew(scheme);
                }
            }
            fixture.disableAllButPrimary();

            assertThat(fixture.forget("ip", List.of("::ffff:" + IP), "--dry-run").done().out())
                    .isEqualTo("dead letters: would delete 0\nuser_logins, masked_ip: would empty 9 row(s)\n");
            assertThat(fixture.rows("SELECT FROM user_logins WHERE masked_ip IS NULL")).isEmpty();
            assertThat(fixture.rows("SELECT FROM unmask_audit")).isEmpty();

            assertThat(fixture.forget("ip", List.of("::ffff:" + IP)).done().out())
                    .isEqualTo("dead letters: deleted 0\nuser_logins, masked_ip: emptied 9 row(s)\n");
            assertThat(fixture.column("SELECT user_id FROM user_logins WHERE masked_ip IS NULL AND locale = 'DE'")).hasSize(9)
                    .containsOnly("of the person");
            assertThat(fixture.forget("device_id", List.of("", " " + DEVICE + " ", "unknown-1", "x-1"), "--json").done().out()).contains(
                    "\"table\":\"user_logins\"", "\"do\":\"delete\"", "\"rows\":12");
            assertThat(fixture.column("SELECT DISTINCT user_id FROM user_logins WHERE masked_ip IS NOT NULL"))
                    .containsExactly("of another");
            assertThat(fixture.rows("SELECT FROM user_logins")).hasSize(18 + 6);
            assertThat(fixture.forget("ip", List.of(IP)).done().out()).endsWith("emptied 0 row(s)\n");
        }
    }

    @Test
    void shouldRecordInAuditOrDoNothing() {
        try (ForgetFixture fixture = new ForgetFixture(folder)) {
            fixture.commands().with("maskroute.unmask.daily-limit", 1);
            fixture.forget("device_id", List.of(DEVICE)).done();
            fixture.forget("device_id", List.of(DEVICE, "unknown-1", DEVICE)).done();
            assertThat(fixture.rows("SELECT actor, count, reason FROM unmask_audit ORDER BY id")).containsExactly(
                    Map.of("actor", "postgres", "count", "1", "reason", "[forget logins.device_id, 1 value] " + ForgetFixture.REASON),
                    Map.of("actor", "postgres", "count", "1", "reason", "[forget logins.device_id, 2 values] " + ForgetFixture.REASON));
            assertThat(fixture.commands().run("audit", "--verify").done().out()).startsWith("whole: 2 records");
            String token = fixture.commands().run("mask", "--field", "device_id", DEVICE).done().lines().get(0);
            assertThat(fixture.commands().run("audit", "--token", token).done().lines()).singleElement().asString().contains("1 value]");

            String siv = fixture.token(Scheme.SIV, "device_id", DEVICE);
            assertThat(fixture.commands().run("unmask", "--keyset", folder.resolve("keys").toString(), "--reason", "\u00a0[forget"
                    + " logins.ip, 1 value] x",
                    siv).refused(ExitCode.AUDIT_REFUSES).err()).contains("must not contain `[forget `");
            assertThat(fixture.forget("x".repeat(1_000), "device_id", List.of(DEVICE)).refused(ExitCode.AUDIT_REFUSES).err())
                    .contains("10 to 1000 characters");
            assertThat(fixture.rows("SELECT FROM unmask_audit")).hasSize(2);

            fixture.store("of the person", "ip", siv);
            fixture.letter("{\"device_id\":\"" + DEVICE + "\"}", Map.of());
            fixture.execute("DROP TABLE unmask_audit");
            assertThat(fixture.forget("device_id", List.of(DEVICE)).refused(ExitCode.DATABASE_REFUSES).err()).contains("unmask_audit");
            assertThat(fixture.rows("SELECT FROM user_logins")).hasSize(1);
            fixture.awaitLetters(1);
        }
    }

    @Test
    void shouldApplyRulesOfEachTable() {
        try (ForgetFixture fixture = new ForgetFixture(folder)) {
            String old = fixture.token(Scheme.HMAC, "device_id", DEVICE);
            fixture.promoteNew(Scheme.HMAC);
            String present = fixture.token(Scheme.HMAC, "device_id", DEVICE);
            String other = fixture.token(Scheme.HMAC, "device_id", "other");
            fixture.execute("""
                    CREATE SCHEMA shop;
                    CREATE TABLE shop."Carts" (id int PRIMARY KEY, "device ids" text[], note text) PARTITION BY RANGE (id);
                    CREATE TABLE shop.few PARTITION OF shop."Carts" FOR VALUES FROM (0) TO (5000);
                    CREATE TABLE shop.many PARTITION OF shop."Carts" FOR VALUES FROM (5000) TO (100000);
                    CREATE TABLE shop.items (cart int REFERENCES shop."Carts" ON DELETE CASCADE);
                    INSERT INTO shop."Carts" SELECT i, CASE i %% 3 WHEN 0 THEN ARRAY['%1$s', '%3$s'] WHEN 1 THEN ARRAY['%3$s', '%2$s'] END, 'n'
                        FROM generate_series(0, 8999) AS i;
                    INSERT INTO shop.items SELECT id FROM shop."Carts"
                    """.formatted(old, present, other));
            fixture.rules("""
                    device_id:
                      - table: shop."Carts"
                        column: device ids
                        do: delete
                    """);
            assertThat(fixture.forget("device_id", List.of(DEVICE)).done().out()).endsWith("shop.\"Carts\", device ids: deleted 6000"
                    + " row(s)\n");
            assertThat(fixture.column("SELECT count(*) FROM shop.\"Carts\" WHERE \"device ids\" IS NULL")).containsExactly("3000");
            assertThat(fixture.column("SELECT count(*) FROM shop.items")).containsExactly("3000");

            fixture.execute("INSERT INTO shop.\"Carts\" VALUES (1, ARRAY['%s', '%s'], 'n'), (4, ARRAY['%2$s'], 'n')".formatted(old, other));
            fixture.store("of the person", "ip", old);
            fixture.rules("device_id: [{table: 'shop.\"Carts\"', column: device ids, do: {set-null: [device ids, note]}},"
                    + " {table: user_logins, column: masked_device_id, do: {set-null: [locale]}}]");
            assertThat(fixture.forget("device_id", List.of(DEVICE)).done().lines()).last().asString().endsWith("emptied 1 row(s)");
            assertThat(fixture.rows("SELECT id FROM shop.\"Carts\" WHERE id < 5 AND \"device ids\" IS NULL AND note IS NULL"))
                    .containsExactly(Map.of("id", "1"));
            assertThat(fixture.rows("SELECT masked_device_id, locale FROM user_logins").get(0))
                    .containsEntry("masked_device_id", old).containsEntry("locale", null);
            assertThat(fixture.forget("device_id", List.of(DEVICE)).done().lines()).last().asString().endsWith("emptied 0 row(s)");
        }
    }

    @Test
    void shouldReportRemainingRowsAndErrors() {
        try (ForgetFixture fixture = new ForgetFixture(folder)) {
            fixture.store("of the person", "ip", fixture.token(Scheme.HMAC, "device_id", DEVICE));
            fixture.execute("""
                    CREATE VIEW seen AS SELECT * FROM user_logins;
                    ALTER TABLE user_logins ALTER locale SET NOT NULL;
                    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                    CREATE TRIGGER keep BEFORE DELETE ON user_logins FOR EACH ROW EXECUTE FUNCTION keep()""");
            CommandResult kept = fixture.forget("device_id", List.of(DEVICE));
            assertThat(kept.exit()).isEqualTo(ExitCode.LEFT_OVER.code());
            assertThat(kept.out()).endsWith("deleted 0 row(s)\n");
            assertThat(kept.err()).startsWith("maskroute: 1 row(s) of user_logins are left").hasLineCount(1);

            for (String[] wrong : new String[][] {
                {"table: seen, column: masked_device_id, do: delete",
                    "seen, masked_device_id: this is not a table; name a table, since a view"},
                {"table: User_Logins2, column: a, do: delete", "the database has no table of this name"},
                {"table: '\"; DROP TABLE user_logins', column: a, do: delete", "the database has no table of this name"},
                {"table: user_logins, column: Masked_device_id, do: delete", "the table has no column of this name"},
                {"table: user_logins, column: app_version, do: delete", "the column does not hold text, so it holds no tokens"},
                {"table: user_logins, column: masked_device_id, do: {set-null: [nothing]}", "the table has no column nothing"},
                {"table: user_logins, column: masked_device_id, do: {set-null: [locale]}", "column locale cannot be null"}}) {
                fixture.rules("device_id: [{" + wrong[0] + "}]");
                assertThat(fixture.forget("device_id", List.of(DEVICE)).refused(ExitCode.SETTINGS).err())
                        .contains("forget.yaml: ", wrong[1]);
            }
            assertThat(fixture.rows("SELECT FROM unmask_audit")).hasSize(1);
        }
    }

    @Test
    void shouldDeleteDeadLettersWithValue() {
        Path seal = folder.resolve("seal");
        SealKeys sealKeys = new SealKeys(seal, Optional.empty());
        sealKeys.add();
        try (ForgetFixture fixture = new ForgetFixture(folder)) {
            fixture.letter("{\"device_id\":\"" + DEVICE + "\",\"ip\":\"no address\"}", Map.of("maskroute-reason", "ip"));
            fixture.letter("{\"device_id\":\" " + DEVICE + " \"", Map.of());
            fixture.letter(sealed(sealKeys.read(), DEVICE), Map.of("maskroute-body", "sealed", "maskroute-message-id", "m-1"));
            for (int i = 0; i < 25; i++) {
                fixture.letter("{\"device_id\":\"other-" + i + "\"}", Map.of());
            }
            fixture.letter(sealed(sealKeys.read(), "other"), Map.of("maskroute-body", "sealed", "maskroute-message-id", "m-1"));
            fixture.commands().with("maskroute.dead-letter.keyset", seal);

            assertThat(fixture.forget("device_id", List.of(DEVICE, "unknown-1"), "--dry-run").done().out())
                    .startsWith("dead letters: would delete 3\n");
            fixture.awaitLetters(29);
            assertThat(fixture.forget("device_id", List.of(DEVICE, "unknown-1")).done().out()).startsWith("dead letters: deleted 3\n");
            fixture.awaitLetters(26);

            fixture.letter("{\"device\":{\"id\":\"" + DEVICE + "\"}}", Map.of());
            fixture.letter("login of " + DEVICE, Map.of());
            fixture.letter(sealed(sealKeys.read(), DEVICE), Map.of("maskroute-body", "sealed", "maskroute-message-id", "m-2"));
            CommandResult left = fixture.forget("device_id", List.of(DEVICE));
            assertThat(left.exit()).isEqualTo(ExitCode.LETTERS_LEFT.code());
            assertThat(left.err()).hasLineCount(2).contains("1 dead letter(s) contain such a value outside of the field",
                    "2 dead letter(s) are not JSON objects");
            fixture.awaitLetters(29);
        }
    }

    /** Another type may have other rules for a field of the same name. */
    @Test
    void shouldLeaveDeadLettersOfAnotherTypeInSharedQueue() throws IOException {
        try (ForgetFixture fixture = new ForgetFixture(folder)) {
            fixture.addOrdersInTheSameQueue();
            fixture.letter("{\"ip\":\"" + IP + "\"}", Map.of("maskroute-route", "drain-logins"));
            fixture.letter("{\"ip\":\"" + IP + "\"}", Map.of());
            fixture.letter("{\"ip\":\"" + IP + "\"}", Map.of("maskroute-route", "drain-orders"));
            fixture.letter("{\"detail\":{\"ip\":\"" + IP + "\"}}", Map.of("maskroute-route", "drain-orders"));
            fixture.letter("{\"ip\":\"203.0.113.1\"}", Map.of("maskroute-route", "drain-orders"));

            CommandResult left = fixture.forget("ip", List.of(IP));
            assertThat(left.exit()).isEqualTo(ExitCode.LETTERS_LEFT.code());
            assertThat(left.out()).startsWith("dead letters: deleted 2\n");
            assertThat(left.err()).contains("2 dead letter(s) contain such a value outside of the field, or are of another type");
            fixture.awaitLetters(3);
        }
    }

    @Test
    void shouldWorkWithPrivilegesOfItsRole() throws IOException {
        try (ForgetFixture fixture = new ForgetFixture(folder)) {
            fixture.store("of the person", fixture.token(Scheme.SIV, "ip", IP), "device");
            fixture.store("of the person", "ip", fixture.token(Scheme.SIV, "device_id", DEVICE));
            String carol = Services.newName("carol");
            fixture.execute(Files.readString(Path.of("src/main/sql/maskroute_forget.sql"))
                    + "CREATE ROLE " + carol + " LOGIN; GRANT maskroute_forget TO " + carol);
            fixture.commands().with("maskroute.db.user", carol);
            assertThat(fixture.forget("ip", List.of(IP)).done().out()).endsWith("emptied 1 row(s)\n");
            assertThat(fixture.forget("device_id", List.of(DEVICE)).done().out()).endsWith("deleted 1 row(s)\n");
            assertThat(fixture.column("SELECT actor FROM unmask_audit")).containsExactly(carol, carol);

            fixture.execute("ALTER TABLE user_logins ENABLE ROW LEVEL SECURITY");
            assertThat(fixture.forget("ip", List.of(IP)).stopped(ExitCode.DATABASE_REFUSES).err()).contains("no policy may hide rows");
            fixture.rules("device_id: [{table: user_logins, column: masked_device_id, do: {set-null: [locale]}}]");
            fixture.execute("ALTER TABLE user_logins DISABLE ROW LEVEL SECURITY");
            fixture.store("of the person", "ip", fixture.token(Scheme.SIV, "device_id", DEVICE));
            assertThat(fixture.forget("device_id", List.of(DEVICE)).stopped(ExitCode.DATABASE_REFUSES).err()).contains("UPDATE of the"
                    + " columns");
        }
    }

    private static String sealed(Aead seal, String device) {
        return new BodySeal(seal).seal("{\"device_id\":\"" + device + "\"}", "m-1");
    }
}
