package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.maskroute.testing.Services;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Verified commits on a real server. Another client opens transactions on the connection, as a pooler does that mixes up clients. */
class ProvenConnectionIT {

    private final String url = Services.get().newDatabase();

    ProvenConnectionIT() {
        Services.execute(url, "CREATE TABLE kept (n integer)");
    }

    @Test
    void shouldNotTrustAnUpdateCountInAnOpenTransaction() throws SQLException {
        try (HikariDataSource pool = pool()) {
            Connection connection = new CommittingDataSource(pool).getConnection();
            Connection driver = openBehindItsBack(connection);
            PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (1)");
            assertUnknown(insert::executeUpdate);
            assertThat(driver.isClosed()).isTrue();
        }
        assertThat(Services.query(url, "SELECT n FROM kept")).isEmpty();
    }

    @Test
    void shouldNotTrustACommitThatEndsNoTransaction() throws SQLException {
        try (HikariDataSource pool = pool(); Connection connection = new CommittingDataSource(pool).getConnection()) {
            connection.setAutoCommit(false);
            try (Statement insert = connection.createStatement()) {
                insert.execute("INSERT INTO kept VALUES (1)");
                insert.execute("CREATE TABLE parent (id integer PRIMARY KEY)");
                insert.execute("CREATE TABLE child (id integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
                insert.execute("INSERT INTO child VALUES (1)");
            }
            assertThatThrownBy(connection::commit).isInstanceOfSatisfying(SQLException.class,
                    e -> assertThat(e.getSQLState()).isEqualTo("23503"));
            connection.setAutoCommit(true);
        }
        assertThat(Services.query(url, "SELECT n FROM kept")).isEmpty();
    }

    @Test
    void shouldAbortAConnectionIfAStatementFailsInAnOpenTransaction() throws SQLException {
        try (HikariDataSource pool = pool()) {
            CommittingDataSource dataSource = new CommittingDataSource(pool);
            Connection connection = dataSource.getConnection();
            Connection driver = openBehindItsBack(connection);
            Statement failing = connection.createStatement();
            assertThatThrownBy(() -> failing.execute("SELECT 1 / 0")).isInstanceOf(SQLException.class);
            assertThat(driver.isClosed()).isTrue();
            assertThatThrownBy(connection::close).as("the pool evicts it").isInstanceOf(SQLException.class);
            try (Connection next = dataSource.getConnection(); Statement statement = next.createStatement()) {
                statement.execute("INSERT INTO kept VALUES (2)");
            }
        }
        assertThat(Services.query(url, "SELECT n FROM kept")).containsExactly(Map.of("n", "2"));
    }

    @Test
    void shouldNotNameStatementsAndRestoreAHostsPool() throws SQLException {
        try (HikariDataSource pool = pool()) {
            try (Connection connection = new CommittingDataSource(pool).getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (?)")) {
                for (int i = 0; i < 20; i++) {
                    insert.setInt(1, i);
                    insert.executeUpdate();
                }
                connection.setAutoCommit(false);
                insert.executeUpdate();
                connection.commit();
                connection.setAutoCommit(true);
                try (Statement names = connection.createStatement();
                        var counted = names.executeQuery("SELECT count(*) FROM pg_prepared_statements")) {
                    counted.next();
                    assertThat(counted.getInt(1)).isZero();
                }
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isEqualTo(5);
            }
        }
    }

    @Test
    void shouldCommitOnAPoolWithoutAutoCommit() throws SQLException {
        try (HikariDataSource pool = pool()) {
            pool.setAutoCommit(false);
            try (Connection connection = new CommittingDataSource(pool).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO kept VALUES (1)");
            }
        }
        assertThat(Services.query(url, "SELECT n FROM kept")).hasSize(1);
    }

    @Test
    void shouldRefuseAnotherDriver() {
        Connection other = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> List.of("getAutoCommit", "isWrapperFor").contains(method.getName())
                        ? method.getName().equals("getAutoCommit") : null);
        DataSource others = new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                return other;
            }

            @Override
            public Connection getConnection(String user, String password) {
                return other;
            }
        };

        assertThatThrownBy(new CommittingDataSource(others)::getConnection).hasMessageContaining("PostgreSQL's JDBC driver")
                .satisfies(e -> assertThat(SqlFault.of(e).owner()).isEqualTo(SqlFault.Owner.OPERATOR));
    }

    private HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(1);
        return pool;
    }

    /** On the driver's own connection, which the tested class does not see. */
    private static Connection openBehindItsBack(Connection connection) throws SQLException {
        Connection driver = connection.unwrap(PgConnection.class);
        try (Statement begin = driver.createStatement()) {
            begin.execute("BEGIN");
        }
        return driver;
    }

    private static void assertUnknown(Executable write) {
        assertThatThrownBy(write::execute).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo(ProvenConnection.UNKNOWN_OUTCOME);
            assertThat(SqlFault.of(e).owner()).isEqualTo(SqlFault.Owner.DATABASE);
        });
    }
}
