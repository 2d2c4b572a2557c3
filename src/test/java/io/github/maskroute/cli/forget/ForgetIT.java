package io.github.maskroute.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import io.github.maskroute.cli.Ran;
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

/** {@code maskroute forget}: what is gone afterwards, what stays, and what is on record. */
class ForgetIT {

    private static final String IP = "198.51.100.7";
    private static final String DEVICE = "111-22-3333";

    @TempDir
    private Path folder;

    @Test
    void findsRowsByEveryKeyAndScheme() {
        try (ForgetDesk desk = new ForgetDesk(folder)) {
            for (int rotation = 1; rotation <= 3; rotation++) {
                for (Scheme scheme : Scheme.values()) {
                    desk.store("of the person", desk.token(scheme, "ip", IP), desk.token(scheme, "device_id", "x-" + rotation));
                    desk.store("of the person", "not of his address", desk.token(scheme, "device_id", DEVICE));
                    desk.store("of another", desk.token(scheme, "ip", "198.51.100.8"), desk.token(scheme, "device_id", DEVICE + "4"));
                    desk.store("of another", desk.token(scheme, "ip", "203.0.113.1"), desk.token(scheme, "device_id", IP));
                    desk.promoteNew(scheme);
                }
            }
            desk.disableAllButPrimary();

            assertThat(desk.forget("ip", List.of("::ffff:" + IP), "--dry-run").done().out())
                    .isEqualTo("dead letters: would delete 0\nuser_logins, masked_ip: would empty 9 row(s)\n");
            assertThat(desk.rows("SELECT FROM user_logins WHERE masked_ip IS NULL")).isEmpty();
            assertThat(desk.rows("SELECT FROM unmask_audit")).isEmpty();

            assertThat(desk.forget("ip", List.of("::ffff:" + IP)).done().out())
                    .isEqualTo("dead letters: deleted 0\nuser_logins, masked_ip: emptied 9 row(s)\n");
            assertThat(desk.column("SELECT user_id FROM user_logins WHERE masked_ip IS NULL AND locale = 'DE'")).hasSize(9)
                    .containsOnly("of the person");
            assertThat(desk.forget("device_id", List.of("", " " + DEVICE + " ", "unknown-1", "x-1"), "--json").done().out()).contains(
                    "\"table\":\"user_logins\"", "\"do\":\"delete\"", "\"rows\":12");
            assertThat(desk.column("SELECT DISTINCT user_id FROM user_logins WHERE masked_ip IS NOT NULL")).containsExactly("of another");
            assertThat(desk.rows("SELECT FROM user_logins")).hasSize(18 + 6);
            assertThat(desk.forget("ip", List.of(IP)).done().out()).endsWith("emptied 0 row(s)\n");
        }
    }

    @Test
    void isOnRecordLikeADecodingOrDoesNothing() {
        try (ForgetDesk desk = new ForgetDesk(folder)) {
            desk.commands().with("maskroute.unmask.daily-limit", 1);
            desk.forget("device_id", List.of(DEVICE)).done();
            desk.forget("device_id", List.of(DEVICE, "unknown-1", DEVICE)).done();
            assertThat(desk.rows("SELECT actor, count, reason FROM unmask_audit ORDER BY id")).containsExactly(
                    Map.of("actor", "postgres", "count", "1", "reason", "[forget logins.device_id, 1 value] " + ForgetDesk.REASON),
                    Map.of("actor", "postgres", "count", "1", "reason", "[forget logins.device_id, 2 values] " + ForgetDesk.REASON));
            assertThat(desk.commands().run("audit", "--verify").done().out()).startsWith("whole: 2 records");
            String token = desk.commands().run("mask", "--field", "device_id", DEVICE).done().lines().get(0);
            assertThat(desk.commands().run("audit", "--token", token).done().lines()).singleElement().asString().contains("1 value]");

            String siv = desk.token(Scheme.SIV, "device_id", DEVICE);
            assertThat(desk.commands().run("unmask", "--keyset", folder.resolve("keys").toString(), "--reason", "\u00a0[forget logins.ip, 1 value] x",
                    siv).refused(ExitCode.AUDIT_REFUSES).err()).contains("must not have `[forget ` in it");
            assertThat(desk.forget("x".repeat(1_000), "device_id", List.of(DEVICE)).refused(ExitCode.AUDIT_REFUSES).err())
                    .contains("10 to 1000 characters");
            assertThat(desk.rows("SELECT FROM unmask_audit")).hasSize(2);

            desk.store("of the person", "ip", siv);
            desk.letter("{\"device_id\":\"" + DEVICE + "\"}", Map.of());
            desk.execute("DROP TABLE unmask_audit");
            assertThat(desk.forget("device_id", List.of(DEVICE)).refused(ExitCode.DATABASE_REFUSES).err()).contains("unmask_audit");
            assertThat(desk.rows("SELECT FROM user_logins")).hasSize(1);
            desk.awaitLetters(1);
        }
    }

    @Test
    void doesWhatTheFileSaysInEachTable() {
        try (ForgetDesk desk = new ForgetDesk(folder)) {
            String old = desk.token(Scheme.HMAC, "device_id", DEVICE);
            desk.promoteNew(Scheme.HMAC);
            String present = desk.token(Scheme.HMAC, "device_id", DEVICE);
            String other = desk.token(Scheme.HMAC, "device_id", "other");
            desk.execute("""
                    CREATE SCHEMA shop;
                    CREATE TABLE shop."Carts" (id int PRIMARY KEY, "device ids" text[], note text) PARTITION BY RANGE (id);
                    CREATE TABLE shop.few PARTITION OF shop."Carts" FOR VALUES FROM (0) TO (5000);
                    CREATE TABLE shop.many PARTITION OF shop."Carts" FOR VALUES FROM (5000) TO (100000);
                    CREATE TABLE shop.items (cart int REFERENCES shop."Carts" ON DELETE CASCADE);
                    INSERT INTO shop."Carts" SELECT i, CASE i %% 3 WHEN 0 THEN ARRAY['%1$s', '%3$s'] WHEN 1 THEN ARRAY['%3$s', '%2$s'] END, 'n'
                        FROM generate_series(0, 8999) AS i;
                    INSERT INTO shop.items SELECT id FROM shop."Carts"
                    """.formatted(old, present, other));
            desk.rules("""
                    device_id:
                      - table: shop."Carts"
                        column: device ids
                        do: delete
                    """);
            assertThat(desk.forget("device_id", List.of(DEVICE)).done().out()).endsWith("shop.\"Carts\", device ids: deleted 6000 row(s)\n");
            assertThat(desk.column("SELECT count(*) FROM shop.\"Carts\" WHERE \"device ids\" IS NULL")).containsExactly("3000");
            assertThat(desk.column("SELECT count(*) FROM shop.items")).containsExactly("3000");

            desk.execute("INSERT INTO shop.\"Carts\" VALUES (1, ARRAY['%s', '%s'], 'n'), (4, ARRAY['%2$s'], 'n')".formatted(old, other));
            desk.store("of the person", "ip", old);
            desk.rules("device_id: [{table: 'shop.\"Carts\"', column: device ids, do: {set-null: [device ids, note]}},"
                    + " {table: user_logins, column: masked_device_id, do: {set-null: [locale]}}]");
            assertThat(desk.forget("device_id", List.of(DEVICE)).done().lines()).last().asString().endsWith("emptied 1 row(s)");
            assertThat(desk.rows("SELECT id FROM shop.\"Carts\" WHERE id < 5 AND \"device ids\" IS NULL AND note IS NULL"))
                    .containsExactly(Map.of("id", "1"));
            assertThat(desk.rows("SELECT masked_device_id, locale FROM user_logins").get(0))
                    .containsEntry("masked_device_id", old).containsEntry("locale", null);
            assertThat(desk.forget("device_id", List.of(DEVICE)).done().lines()).last().asString().endsWith("emptied 0 row(s)");
        }
    }

    @Test
    void saysWhatStaysAndWhatCannotBeDone() {
        try (ForgetDesk desk = new ForgetDesk(folder)) {
            desk.store("of the person", "ip", desk.token(Scheme.HMAC, "device_id", DEVICE));
            desk.execute("""
                    CREATE VIEW seen AS SELECT * FROM user_logins;
                    ALTER TABLE user_logins ALTER locale SET NOT NULL;
                    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                    CREATE TRIGGER keep BEFORE DELETE ON user_logins FOR EACH ROW EXECUTE FUNCTION keep()""");
            Ran kept = desk.forget("device_id", List.of(DEVICE));
            assertThat(kept.exit()).isEqualTo(ExitCode.LEFT_OVER.code());
            assertThat(kept.out()).endsWith("deleted 0 row(s)\n");
            assertThat(kept.err()).startsWith("maskroute: 1 row(s) of user_logins are left").hasLineCount(1);

            for (String[] wrong : new String[][] {
                {"table: seen, column: masked_device_id, do: delete", "seen, masked_device_id: this is no table: a view"},
                {"table: User_Logins2, column: a, do: delete", "the database has no table of this name"},
                {"table: '\"; DROP TABLE user_logins', column: a, do: delete", "the database has no table of this name"},
                {"table: user_logins, column: Masked_device_id, do: delete", "the table has no column of this name"},
                {"table: user_logins, column: app_version, do: delete", "the column holds no text, and so no tokens"},
                {"table: user_logins, column: masked_device_id, do: {set-null: [nothing]}", "the table has no column nothing"},
                {"table: user_logins, column: masked_device_id, do: {set-null: [locale]}", "column locale cannot be null"}}) {
                desk.rules("device_id: [{" + wrong[0] + "}]");
                assertThat(desk.forget("device_id", List.of(DEVICE)).refused(ExitCode.SETTINGS).err()).contains("forget.yaml: ", wrong[1]);
            }
            assertThat(desk.rows("SELECT FROM unmask_audit")).hasSize(1);
        }
    }

    @Test
    void deletesDeadLettersWithTheValue() {
        Path seal = folder.resolve("seal");
        SealKeys sealKeys = new SealKeys(seal, Optional.empty());
        sealKeys.add();
        try (ForgetDesk desk = new ForgetDesk(folder)) {
            desk.letter("{\"device_id\":\"" + DEVICE + "\",\"ip\":\"no address\"}", Map.of("maskroute-reason", "ip"));
            desk.letter("{\"device_id\":\" " + DEVICE + " \"", Map.of());
            desk.letter(sealed(sealKeys.read(), DEVICE), Map.of("maskroute-body", "sealed", "maskroute-message-id", "m-1"));
            for (int i = 0; i < 25; i++) {
                desk.letter("{\"device_id\":\"other-" + i + "\"}", Map.of());
            }
            desk.letter(sealed(sealKeys.read(), "other"), Map.of("maskroute-body", "sealed", "maskroute-message-id", "m-1"));
            desk.commands().with("maskroute.dead-letter.keyset", seal);

            assertThat(desk.forget("device_id", List.of(DEVICE, "unknown-1"), "--dry-run").done().out())
                    .startsWith("dead letters: would delete 3\n");
            desk.awaitLetters(29);
            assertThat(desk.forget("device_id", List.of(DEVICE, "unknown-1")).done().out()).startsWith("dead letters: deleted 3\n");
            desk.awaitLetters(26);

            desk.letter("{\"device\":{\"id\":\"" + DEVICE + "\"}}", Map.of());
            desk.letter("login of " + DEVICE, Map.of());
            desk.letter(sealed(sealKeys.read(), DEVICE), Map.of("maskroute-body", "sealed", "maskroute-message-id", "m-2"));
            Ran left = desk.forget("device_id", List.of(DEVICE));
            assertThat(left.exit()).isEqualTo(ExitCode.LETTERS_LEFT.code());
            assertThat(left.err()).hasLineCount(2).contains("1 dead letter(s) contain such a value outside of the field", "2 dead letter(s) are not JSON objects");
            desk.awaitLetters(29);
        }
    }

    /** Another type's rules may say otherwise of a field that is called the same. */
    @Test
    void leavesDeadLettersOfAnotherTypeInAQueueThatTheyShare() throws IOException {
        try (ForgetDesk desk = new ForgetDesk(folder)) {
            desk.addOrdersInTheSameQueue();
            desk.letter("{\"ip\":\"" + IP + "\"}", Map.of("maskroute-route", "drain-logins"));
            desk.letter("{\"ip\":\"" + IP + "\"}", Map.of());
            desk.letter("{\"ip\":\"" + IP + "\"}", Map.of("maskroute-route", "drain-orders"));
            desk.letter("{\"detail\":{\"ip\":\"" + IP + "\"}}", Map.of("maskroute-route", "drain-orders"));
            desk.letter("{\"ip\":\"203.0.113.1\"}", Map.of("maskroute-route", "drain-orders"));

            Ran left = desk.forget("ip", List.of(IP));
            assertThat(left.exit()).isEqualTo(ExitCode.LETTERS_LEFT.code());
            assertThat(left.out()).startsWith("dead letters: deleted 2\n");
            assertThat(left.err()).contains("2 dead letter(s) contain such a value outside of the field, or are of another type");
            desk.awaitLetters(3);
        }
    }

    @Test
    void needsNoMoreThanTheRightsOfItsRole() throws IOException {
        try (ForgetDesk desk = new ForgetDesk(folder)) {
            desk.store("of the person", desk.token(Scheme.SIV, "ip", IP), "device");
            desk.store("of the person", "ip", desk.token(Scheme.SIV, "device_id", DEVICE));
            String carol = Services.newName("carol");
            desk.execute(Files.readString(Path.of("src/main/sql/maskroute_forget.sql"))
                    + "CREATE ROLE " + carol + " LOGIN; GRANT maskroute_forget TO " + carol);
            desk.commands().with("maskroute.db.user", carol);
            assertThat(desk.forget("ip", List.of(IP)).done().out()).endsWith("emptied 1 row(s)\n");
            assertThat(desk.forget("device_id", List.of(DEVICE)).done().out()).endsWith("deleted 1 row(s)\n");
            assertThat(desk.column("SELECT actor FROM unmask_audit")).containsExactly(carol, carol);

            desk.execute("ALTER TABLE user_logins ENABLE ROW LEVEL SECURITY");
            assertThat(desk.forget("ip", List.of(IP)).stopped(ExitCode.DATABASE_REFUSES).err()).contains("no policy may hide rows");
            desk.rules("device_id: [{table: user_logins, column: masked_device_id, do: {set-null: [locale]}}]");
            desk.execute("ALTER TABLE user_logins DISABLE ROW LEVEL SECURITY");
            desk.store("of the person", "ip", desk.token(Scheme.SIV, "device_id", DEVICE));
            assertThat(desk.forget("device_id", List.of(DEVICE)).stopped(ExitCode.DATABASE_REFUSES).err()).contains("UPDATE of the columns");
        }
    }

    private static String sealed(Aead seal, String device) {
        return new BodySeal(seal).seal("{\"device_id\":\"" + device + "\"}", "m-1");
    }
}
