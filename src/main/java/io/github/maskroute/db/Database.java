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
 * The connection pool of a PostgreSQL database with the drain's tables. Safe for use by several threads.
 */
public final class Database implements AutoCloseable {

    /** In addition to the writers: one connection each for pruning the ledger, checking edited statements, and the probe. */
    private static final int SPARE_CONNECTIONS = 3;

    /**
     * Behind a pooler, a statement name of this driver may belong to another client's statement. If the URL sets it too, the driver uses
     * the last value.
     */
    private static final String NO_NAMES = "prepareThreshold=0";

    private final int writers;
    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final Outage outage;

    /**
     * Sets up the pool, which connects at first use.
     *
     * @param url JDBC URL; its parameters override those set here, except those that keep values out of messages and statement names out of
     *     sessions. The tables are in the first schema of its {@code currentSchema}, by default in that of the login
     * @param writers number of statements of one route that may run at once
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
        // With this the driver sends the application name at login. Otherwise it would set it in the session afterwards.
        config.addDataSourceProperty("assumeMinServerVersion", "13");
        config.addDataSourceProperty("connectTimeout", "5");
        // The default is the pool's 5 s. If each answer takes 2 s, a login with a password, which takes four, would never succeed.
        config.addDataSourceProperty("loginTimeout", "15");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Otherwise exceptions contain the server's DETAIL, which quotes the failing row.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        this.pool = new HikariDataSource(config);
        this.dataSource = new CommittingDataSource(pool);
        this.outage = new Outage("The database", "maskroute.db.url: " + DatabasePlace.of(url));
    }

    /** A data source whose connections verify their commits. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Sizes the pool for the writers of this many routes: a route whose table is locked must not take connections from another. */
    public void serve(int routes) {
        pool.getHikariConfigMXBean().setMaximumPoolSize(Math.max(1, routes) * writers + SPARE_CONNECTIONS);
    }

    /** The outage of this database. */
    public Outage outage() {
        return outage;
    }

    /** Registers the pool's metrics. Call it once. */
    public void meter(MeterRegistry meters) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    }

    /**
     * Creates or updates the tables. Waits while the database is away.
     *
     * @throws FlywayException if a retry cannot help
     * @throws PoolerException if migrations are pending, and a pooler prevents them
     */
    public void migrate(Backoff backoff) {
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
                if (!backoff.after(attempt)) {
                    throw e;
                }
            }
        }
    }

    /**
     * The number of migrations that are not applied yet. Changes nothing.
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
                // Version 3 no longer exists: version 4 replaces it.
                .ignoreMigrationPatterns("*:missing")
                .group(true)
                .load();
    }

    @Override
    public void close() {
        pool.close();
    }
}
