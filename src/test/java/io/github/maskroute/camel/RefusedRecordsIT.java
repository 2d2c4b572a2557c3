package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records that the table rejects with SQLStates of operator or database faults: they do not delay other records. */
class RefusedRecordsIT {

    private static final List<String> STATES =
            List.of("42P01", "42501", "0A000", "55000", "XX000", "53100", "08006", "57014", "57P01", "40001", "26000", "MY001");

    /** A trigger that raises the SQLState in the event's locale. */
    private static final String RAISES = """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF length(NEW.locale) = 5 THEN RAISE EXCEPTION 'no row for %', NEW.user_id USING ERRCODE = NEW.locale; END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON user_logins FOR EACH ROW EXECUTE FUNCTION refuse()""";

    private static final String ROW_SECURITY = """
            CREATE ROLE %1$s LOGIN PASSWORD 'postgres';
            GRANT SELECT, INSERT, DELETE ON user_logins, processed_message TO %1$s;
            ALTER TABLE user_logins ENABLE ROW LEVEL SECURITY;
            CREATE POLICY p ON user_logins FOR INSERT TO %1$s WITH CHECK (locale IS DISTINCT FROM 'XX');
            CREATE POLICY q ON user_logins FOR SELECT TO %1$s USING (true)""";

    @Test
    void shouldStoreAllOtherRecordsWhenATriggerRaises() {
        try (TestDrain drain = TestDrain.started()) {
            drain.execute(RAISES);
            List<String> events = new ArrayList<>(IntStream.range(0, 60).mapToObj(TestDrain::event).toList());
            IntStream.range(0, STATES.size()).forEach(i -> events.add(i * 5, inLocale(100 + i, STATES.get(i))));
            drain.send(events).awaitRows(60);

            assertThat(drain.deadLetters()).hasSize(STATES.size())
                    .allSatisfy(letter -> assertThat(TestDrain.attribute(letter, "maskroute-reason")).isEqualTo("constraint"))
                    .extracting(letter -> TestDrain.attribute(letter, "maskroute-detail").replaceFirst("^SQLState (.{5}).*", "$1"))
                    .containsExactlyInAnyOrderElementsOf(STATES);
            assertThat(drain.page("observe/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldKeepARefusedRecordWaitingUntilAnotherIsStored() {
        try (TestDrain drain = TestDrain.started()) {
            drain.execute(RAISES);
            drain.send(List.of(inLocale(1, "42P01")));
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("The database refuses"));
            assertThat(drain.depth(drain.queueUrl())).isEqualTo(1);
            assertThat(drain.depth(drain.deadLetterUrl())).isZero();

            drain.send(List.of(TestDrain.event(2))).awaitRows(1);
            assertThat(drain.deadLetters()).hasSize(1);
        }
    }

    @Test
    void shouldDeadLetterARecordThatRowSecurityRejects() {
        TestDrain admin = TestDrain.started();
        admin.close();
        String login = Services.newName("drain_rls");
        admin.execute(ROW_SECURITY.formatted(login));
        Map<String, String> settings =
                Map.of("maskroute.db.url", admin.jdbcUrl(), "maskroute.db.user", login, "maskroute.db.migrate", "false");
        try (TestDrain drain = new TestDrain("", settings)) {
            List<String> events = new ArrayList<>(IntStream.range(0, 10).mapToObj(TestDrain::event).toList());
            events.add(5, inLocale(99, "XX"));
            drain.start().send(events).awaitRows(10);
            assertThat(drain.deadLetters()).singleElement()
                    .satisfies(letter -> assertThat(TestDrain.attribute(letter, "maskroute-detail")).startsWith("SQLState 42501"));
        }
    }

    @Test
    void shouldDeadLetterNothingWhenTheTableIsMissing() {
        try (TestDrain drain = TestDrain.started()) {
            drain.send(List.of(TestDrain.event(0))).awaitRows(1);
            drain.execute("ALTER TABLE user_logins RENAME TO gone");
            drain.send(IntStream.rangeClosed(1, 20).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("The database refuses"));
            drain.execute("ALTER TABLE gone RENAME TO user_logins").awaitRows(21);
            assertThat(drain.depth(drain.deadLetterUrl())).isZero();
        }
    }

    /** Messages are counted, not rows: a trigger may route rows to another table. */
    @Test
    void shouldCountMessagesWhoseRowsATriggerRoutesElsewhere() {
        try (TestDrain drain = TestDrain.started()) {
            drain.execute("""
                    CREATE TABLE elsewhere (LIKE user_logins);
                    CREATE FUNCTION reroute() RETURNS trigger LANGUAGE plpgsql AS
                      $$ BEGIN INSERT INTO elsewhere SELECT NEW.*; RETURN NULL; END $$;
                    CREATE TRIGGER reroute BEFORE INSERT ON user_logins FOR EACH ROW EXECUTE FUNCTION reroute()""");
            drain.send(IntStream.range(0, 10).mapToObj(TestDrain::event).toList()).awaitEmpty();

            assertThat(drain.rows("SELECT count(*) AS n FROM elsewhere")).containsExactly(Map.of("n", "10"));
            assertThat(MessageMetrics.of(drain.camelContext()))
                    .returns(10L, MessageMetrics::countStored).returns(0L, MessageMetrics::countDuplicates);
        }
    }

    /** A deferred trigger reads the setting during the commit. */
    @Test
    void shouldCommitDurablyWhenTheServerDoesNot() {
        TestDrain drain = new TestDrain();
        String database = drain.jdbcUrl().substring(drain.jdbcUrl().lastIndexOf('/') + 1);
        drain.execute("ALTER DATABASE " + database + " SET synchronous_commit = off");
        try (drain) {
            drain.start().execute("""
                    CREATE TABLE seen (setting text);
                    CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
                      $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER see AFTER INSERT ON user_logins DEFERRABLE INITIALLY DEFERRED
                      FOR EACH ROW EXECUTE FUNCTION see()""");
            drain.send(List.of(TestDrain.event(1), TestDrain.event(2))).awaitRows(2);
            assertThat(drain.rows("SELECT DISTINCT setting FROM seen")).containsExactly(Map.of("setting", "on"));
        }
    }

    private static String inLocale(int number, String locale) {
        return TestDrain.event(number).replace("\"DE\"", "\"" + locale + "\"");
    }
}
