package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Stand-ins of a real database's tables, for a login that can only insert rows. */
class StandInsIT {

    private static final PGSimpleDataSource LOGIN = new PGSimpleDataSource();
    private static String url;

    @BeforeAll
    static void createTables() {
        url = Services.get().newDatabase();
        String name = url.substring(url.lastIndexOf('/') + 1);
        Services.execute(url, """
                CREATE ROLE %1$s LOGIN;
                CREATE SCHEMA app;
                CREATE TABLE orders (id bigserial PRIMARY KEY, "order no" text UNIQUE,
                    placed_at timestamptz NOT NULL DEFAULT now(), tags text[]);
                CREATE UNIQUE INDEX ON orders (lower("order no"));
                CREATE TABLE lines (id bigint GENERATED ALWAYS AS IDENTITY, order_id bigint REFERENCES orders, item varchar(32));
                CREATE TABLE app.parted (day date, what text, PRIMARY KEY (day, what)) PARTITION BY RANGE (day);
                CREATE TABLE app.parted_all PARTITION OF app.parted DEFAULT;
                CREATE TABLE sent_elsewhere (what text, more text);
                CREATE TABLE child (what text, more text);
                CREATE FUNCTION elsewhere() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO child SELECT NEW.*; RETURN NULL; END';
                CREATE TRIGGER t BEFORE INSERT ON sent_elsewhere FOR EACH ROW EXECUTE FUNCTION elsewhere();
                CREATE VIEW seen AS SELECT what FROM child;
                GRANT USAGE ON SCHEMA public, app TO %1$s;
                GRANT INSERT ON ALL TABLES IN SCHEMA public, app TO %1$s;
                GRANT SELECT (id, "order no"), UPDATE (tags) ON orders TO %1$s;
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %1$s""".formatted("login_" + name));
        LOGIN.setURL(url);
        LOGIN.setUser("login_" + name);
    }

    @AfterAll
    static void dropRole() {
        Services.execute(url, "DROP OWNED BY " + LOGIN.getUser() + "; DROP ROLE " + LOGIN.getUser());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INSERT INTO orders (\"order no\", tags) VALUES ('A', '{x}')  | id, order no, tags",
        "INSERT INTO public.orders (\"order no\", tags) VALUES ('A', '{}')  | id, order no",
        "INSERT INTO Public . \"orders\" (\"order no\", tags) VALUES (NULL, '{x}')  | id, tags",
        "INSERT INTO orders (\"order no\") VALUES ('A') ON CONFLICT (\"order no\") DO UPDATE SET tags = '{y}' | id, order no",
        "INSERT INTO orders (\"order no\") VALUES ('A') ON CONFLICT ON CONSTRAINT orders_pkey DO NOTHING | id, order no",
        "INSERT INTO orders (\"order no\") VALUES ('A') ON CONFLICT (lower(\"order no\")) DO NOTHING | id, order no"})
    void shouldShowFilledColumns(String sql, String columns) throws Exception {
        assertThat(filled(sql)).containsExactlyInAnyOrder(Stream.of(columns.split(", "))
                .map(column -> "orders." + column).toArray(String[]::new));
    }

    @Test
    void shouldShowRowsThatReferenceOthers() throws Exception {
        assertThat(filled("WITH made AS (INSERT INTO orders (\"order no\") VALUES ('A') RETURNING id)"
                + " INSERT INTO lines (order_id, item) SELECT id, ' ' FROM made"))
                .containsExactlyInAnyOrder("orders.id", "orders.order no", "lines.id", "lines.order_id");
    }

    @Test
    void shouldReplaceAPartitionedTable() throws Exception {
        assertThat(filled("INSERT INTO app.parted VALUES ('2026-01-01', 'x')")).containsExactlyInAnyOrder("parted.day", "parted.what");
    }

    @Test
    void shouldFollowATriggerThatInsertsIntoAnotherTable() throws Exception {
        assertThat(filled("INSERT INTO sent_elsewhere VALUES ('x', NULL)")).containsExactly("child.what");
    }

    @Test
    void shouldReportTablesThatAreWrittenDirectly() throws Exception {
        Services.execute(url, "GRANT INSERT ON seen TO " + LOGIN.getUser());
        try (RolledBack transaction = new RolledBack(LOGIN)) {
            execute(transaction, "INSERT INTO seen VALUES ('x')");
            transaction.undone(() -> {
                StandIns tables = StandIns.in(transaction);
                execute(transaction, "INSERT INTO seen VALUES ('x')");
                assertThat(tables.filled()).isEmpty();
                assertThat(tables.passedBy()).containsExactly("child");
                return true;
            });
        }
    }

    @Test
    void shouldBeGoneAfterwards() throws Exception {
        try (RolledBack transaction = new RolledBack(LOGIN)) {
            assertThatThrownBy(() -> transaction.undone(() -> {
                execute(transaction, "INSERT INTO child VALUES ('x')");
                StandIns.in(transaction);
                execute(transaction, "no SQL");
                return true;
            })).isInstanceOf(SQLException.class);
            execute(transaction, "INSERT INTO child VALUES ('x')");
            assertThatThrownBy(() -> execute(transaction, "SELECT what FROM child")).hasMessageContaining("permission denied");
        }
        assertThat(Services.query(url, "SELECT 1 FROM child")).isEmpty();
    }

    private static Set<String> filled(String sql) throws Exception {
        try (RolledBack transaction = new RolledBack(LOGIN)) {
            execute(transaction, sql.replace("'A'", "'B'"));
            return transaction.undone(() -> {
                StandIns tables = StandIns.in(transaction);
                execute(transaction, sql);
                assertThat(tables.passedBy()).isEmpty();
                return tables.filled();
            });
        }
    }

    private static void execute(RolledBack transaction, String sql) throws SQLException {
        try (Connection connection = transaction.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
