package io.github.maskroute.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A PostgreSQL database with the tables of the drain. Safe for use by several threads.
 */
public final class Database implements AutoCloseable {

    /** Beside the writers: a connection each for the ledger's pruning, for edited statements, and for the probe. */
    private static final int SPARE_CONNECTIONS = 3;

    /** A name that the driver gives a statement may belong to another client's, behind a pooler. Of two, the driver takes the last. */
    private static final String NO_NAMES = "prepareThreshold=0";

    private final int writers;
    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final Outage outage;

    /**
     * Sets up the pool; connects at first use.
     *
     * @param url JDBC URL; its parameters go before the ones set here, except those that keep values out of messages and names out of
     *     sessions. The tables are in the first schema of its {@code currentSchema}, else in that of the login
     * @param writers statements of one route that may be under way at once
     */
    public Database(String url, String user, String password, int writers) {
        this.writers = writers;
        HikariConfig config = new HikariConfig();
        config.setPoolName("maskroute");
        config.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + NO_NAMES);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(writers + SPARE_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        CurrentSchema.of(url).map(CurrentSchema::check).ifPresent(config::setConnectionInitSql);
        config.setExceptionOverrideClassName(ReadOnlyEviction.class.getName());
        config.addDataSourceProperty("ApplicationName", "maskroute");
        // Sent with the login; the driver would set it in the session afterwards, for whatever server it may be.
        config.addDataSourceProperty("assumeMinServerVersion", "13");
        config.addDataSourceProperty("connectTimeout", "5");
        // Else the pool's 5 s: at 2 s for an answer a login with a password, four of them, would never be done.
        config.addDataSourceProperty("loginTimeout", "15");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Otherwise the server's DETAIL, which quotes the failing row, becomes part of every exception.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        this.pool = new HikariDataSource(config);
        this.dataSource = new CommittingDataSource(pool);
        this.outage = new Outage("The database", "maskroute.db.url: " + DatabasePlace.of(url));
    }

    /** Its connections prove their commits. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Keeps connections for the writers of so many routes: one whose table is locked must take none from another. */
    public void serve(int routes) {
        pool.getHikariConfigMXBean().setMaximumPoolSize(Math.max(1, routes) * writers + SPARE_CONNECTIONS);
    }

    /** Whether it is away. */
    public Outage outage() {
        return outage;
    }

    /** Puts the pool's meters there. To be called once. */
    public void meter(MeterRegistry meters) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    }

    /**
     * Creates or updates the tables, waiting while the database is away.
     *
     * @throws FlywayException if it cannot be done by waiting
     * @throws PoolerException if there is something to do, and a pooler stands in the way
     */
    public void migrate(Backoff pauses) {
        Migrations migrations = migrations();
        for (int attempt = 1; ; attempt++) {
            try {
                migrations.apply();
                outage.over();
                return;
            } catch (FlywayException e) {
                SqlFault fault = SqlFault.of(e);
                if (fault.owner() != SqlFault.Owner.DATABASE) {
                    throw e;
                }
                outage.began(fault.description(), "The start waits for it.");
                if (!pauses.after(attempt)) {
                    throw e;
                }
            }
        }
    }

    /**
     * How many migrations there are that the database has not. Changes nothing.
     *
     * @throws SQLException if the login may not read the history, or the database is away
     */
    public int pendingMigrations() throws SQLException {
        return migrations().pending();
    }

    private Migrations migrations() {
        return new Migrations(dataSource, flyway());
    }

    Flyway flyway() {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:io/github/maskroute/db")
                .table(Migrations.HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // Version 3 is no more: 4 takes its place.
                .ignoreMigrationPatterns("*:missing")
                .group(true)
                .load();
    }

    @Override
    public void close() {
        pool.close();
    }
}
