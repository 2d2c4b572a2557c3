package io.github.maskroute.audit;

import io.github.maskroute.db.Database;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A new migrated database, and logins for it. The server trusts every login. */
final class AuditDatabase {

    /** Of a length that the audit accepts. */
    static final String REASON = "ticket 4711: is this account shared?";

    private final String url = Services.get().newDatabase();

    AuditDatabase() {
        try (Database database = new Database(url, "postgres", "postgres", 1)) {
            database.migrate(new Backoff(Duration.ofSeconds(1)));
        }
    }

    String url() {
        return url;
    }

    /** A new login that can insert into the audit, and nothing else. */
    String newActor() {
        String name = Services.newName("actor");
        execute("CREATE ROLE " + name + " LOGIN; GRANT INSERT ON unmask_audit TO " + name);
        return name;
    }

    DataSource login(String name) {
        return dataSource(url, name);
    }

    static DataSource dataSource(String url, String login) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(url);
        dataSource.setUser(login);
        return dataSource;
    }

    UnmaskAudit audit(String login, int dailyLimit) {
        return new UnmaskAudit(login(login), dailyLimit, "host-1");
    }

    /** Records of one token each, by a new login. */
    String recorded(int records) {
        String actor = newActor();
        for (int i = 1; i <= records; i++) {
            audit(actor, 1_000).record(REASON, List.of("token-" + i));
        }
        return actor;
    }

    AuditTrail trail() {
        return new AuditTrail(login("postgres"));
    }

    AuditDatabase execute(String sql) {
        Services.execute(url, sql);
        return this;
    }

    /** Runs statements in one session of a login. */
    void executeAs(String login, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, login, "x"); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements as a superuser. */
    AuditDatabase tamper(String sql) {
        return execute("SET session_replication_role = replica; " + sql);
    }

    List<Map<String, String>> rows() {
        return Services.query(url, "SELECT * FROM unmask_audit ORDER BY id");
    }
}
