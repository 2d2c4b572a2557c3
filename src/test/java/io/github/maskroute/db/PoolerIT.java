package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.PgBouncer.Mode;
import io.github.maskroute.testing.PgBouncer;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Detection of real poolers, and migrations through them. */
class PoolerIT {

    private final String direct = Services.get().newDatabase();

    @Test
    void shouldDetectNoPooler() throws SQLException {
        assertThat(Pooler.before(source(direct))).isEqualTo(Pooler.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDetectTheMode(Mode mode) throws SQLException {
        DataSource pool = source(PgBouncer.in(mode).to(direct));
        for (int time = 0; time < 3; time++) {
            assertThat(Pooler.before(pool)).hasToString(mode.name());
        }
        assertThat(PgBouncer.left(direct)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDetectTheModeThroughOurPool(Mode mode) throws SQLException {
        try (Database database = new Database(PgBouncer.in(mode).to(direct), "postgres", "postgres", 1)) {
            assertThat(Pooler.before(database.dataSource())).hasToString(mode.name());
        }
    }

    @Test
    void shouldDetectTransactionModeIfServerConnectionsAlternate() throws SQLException {
        try (PgBouncer pooler = PgBouncer.start(Mode.TRANSACTION, "server_round_robin = 1", "default_pool_size = 5");
                Occupied others = new Occupied(pooler.to(direct), 3)) {
            others.release();
            for (int time = 0; time < 10; time++) {
                assertThat(Pooler.before(source(pooler.to(direct)))).isEqualTo(Pooler.TRANSACTION);
            }
        }
    }

    @Test
    void shouldDetectTransactionModeWithASingleServerConnection() throws SQLException {
        try (PgBouncer pooler = PgBouncer.start(Mode.TRANSACTION, "default_pool_size = 1")) {
            assertThat(Pooler.before(source(pooler.to(direct)))).isEqualTo(Pooler.TRANSACTION);
        }
    }

    @Test
    void shouldDetectTransactionModeWhileOthersHoldServerConnections() throws SQLException {
        try (PgBouncer pooler = PgBouncer.start(Mode.TRANSACTION, "default_pool_size = 5");
                Occupied others = new Occupied(pooler.to(direct), 3)) {
            assertThat(Pooler.before(source(pooler.to(direct)))).isEqualTo(Pooler.TRANSACTION);
            others.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMigrateOnlyThroughAPoolerThatKeepsSessions(Mode mode) throws SQLException {
        try (Database database = new Database(PgBouncer.in(mode).to(direct), "postgres", "postgres", 1)) {
            if (mode != Mode.SESSION) {
                assertThatThrownBy(() -> migrate(database)).isInstanceOf(PoolerException.class)
                        .hasMessageContaining(mode.name().toLowerCase(Locale.ROOT)).hasMessageContaining("run `maskroute migrate` with ");
                assertThat(Services.query(direct, "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace")).isEmpty();
                migrateDirectly();
            }
            migrate(database);
            assertThat(database.pendingMigrations()).isZero();
            assertThat(Services.query(direct, "SELECT 1 FROM user_logins, processed_message, unmask_audit")).isEmpty();
        }
    }

    @Test
    void shouldRefuseAnOlderVersionBehindAPooler() {
        migrateDirectly();
        Services.execute(direct, "DELETE FROM maskroute_schema_history WHERE version = '4'");
        try (Database database = new Database(PgBouncer.in(Mode.TRANSACTION).to(direct), "postgres", "postgres", 1)) {
            assertThatThrownBy(() -> migrate(database)).isInstanceOf(PoolerException.class).hasMessageContaining("(1 pending)");
        }
    }

    /** Fails if a new migration is missing in the list of versions. */
    @Test
    void shouldListTheNewestMigration() throws SQLException {
        try (Database database = new Database(direct, "postgres", "postgres", 1)) {
            assertThat(database.flyway().info().pending()).extracting(migration -> migration.getVersion().getVersion())
                    .isEqualTo(Migrations.VERSIONS);
            assertThat(database.pendingMigrations()).isEqualTo(Migrations.VERSIONS.size());
        }
    }

    private void migrateDirectly() {
        try (Database database = new Database(direct, "postgres", "postgres", 1)) {
            migrate(database);
        }
    }

    private static void migrate(Database database) {
        Backoff none = Backoff.none();
        database.migrate(none);
    }

    private static DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        source.setPassword("postgres");
        return source;
    }

    /** Transactions of other clients. Each holds a server connection. */
    private static final class Occupied implements AutoCloseable {

        private final List<Connection> connections = new ArrayList<>();

        Occupied(String url, int count) throws SQLException {
            DataSource source = source(url);
            for (int i = 0; i < count; i++) {
                Connection connection = source.getConnection();
                connections.add(connection);
                connection.setAutoCommit(false);
                execute(connection, "SELECT 1");
            }
        }

        void release() throws SQLException {
            for (Connection connection : connections) {
                execute(connection, "ROLLBACK");
            }
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
