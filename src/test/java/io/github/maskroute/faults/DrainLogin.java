package io.github.maskroute.faults;

import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A login for the drains of one run, with a password. It owns the run's database and is not a superuser. Has the statements of
 * the administrator too. For one thread.
 */
final class DrainLogin {

    private final String name = Services.newName("drain");
    private final TestDrain services;
    private final String database;

    /** Drains of this run that are started from now on use it. */
    DrainLogin(FaultRun run) {
        services = run.services();
        database = one("SELECT current_database() AS name", "name");
        execute("CREATE ROLE " + name + " LOGIN");
        setPassword("first");
        execute("ALTER DATABASE " + database + " OWNER TO " + name);
        requirePassword();
        run.with("maskroute.db.user", name).with("maskroute.db.password", "first");
    }

    String name() {
        return name;
    }

    /** The name of the run's database. */
    String database() {
        return database;
    }

    void setPassword(String password) {
        execute("ALTER ROLE " + name + " PASSWORD '" + password + "'");
    }

    /** As the superuser, in the run's database. */
    void execute(String sql) {
        services.execute(sql);
    }

    /** Ends all connections of drains as an administrator does (57P01), and gives their number. */
    int cut() {
        return Integer.parseInt(one("SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity WHERE usename = '" + name
                + "' AND application_name = 'maskroute'", "n"));
    }

    /** Deadlocks in the run's database. */
    int deadlocks() {
        return Integer.parseInt(one("SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()", "n"));
    }

    private void requirePassword() {
        Path rules = Path.of(one("SHOW hba_file", "hba_file"));
        try {
            Files.writeString(rules, "host all " + name + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("SELECT pg_reload_conf()");
    }

    private String one(String query, String column) {
        List<Map<String, String>> rows = services.rows(query);
        return rows.get(0).get(column);
    }
}
