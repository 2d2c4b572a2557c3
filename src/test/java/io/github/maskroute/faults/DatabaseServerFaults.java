package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that answers but cannot execute statements. */
class DatabaseServerFaults {

    @Test
    void connectionLimit() throws SQLException {
        try (FaultRun run = new FaultRun("04.10", "connection limit reached (53300)")) {
            DrainLogin login = new DrainLogin(run);
            Packaged drain = run.start();
            try (Connection other = DriverManager.getConnection(run.services().jdbcUrl(), login.name(), "first")) {
                run.outage(drain, "SQLState 53300", () -> {
                    login.execute("ALTER ROLE " + login.name() + " CONNECTION LIMIT 1");
                    login.cut();
                }, () -> login.execute("ALTER ROLE " + login.name() + " CONNECTION LIMIT -1"));
                assertThat(other.isValid(1)).isTrue();
            }
            run.finish("another program held the one connection that was allowed, until the limit was lifted");
            OutageLines.assertOneOutage(drain, "database");
        }
    }

    @Test
    void diskFull() {
        try (FaultRun run = new FaultRun("04.13", "disk full (53100)")) {
            Packaged drain = run.start();
            Optional<SmallDisk> mounted = SmallDisk.ofKilobytes(512);
            if (mounted.isPresent()) {
                fill(run, drain, mounted.get());
            } else {
                refuseAsIfFull(run, drain);
            }
            OutageLines.assertOneOutage(drain, "database");
        }
    }

    private static void fill(FaultRun run, Packaged drain, SmallDisk mounted) {
        try (SmallDisk disk = mounted) {
            disk.take(run.services(), "user_logins");
            run.sendAll();
            run.awaitLog(drain, "SQLState 53100");
            int rows = run.rows();
            disk.grow();
            run.finish("the file system of the table, 512 KiB, was full at %d rows, and was enlarged".formatted(rows));
            disk.giveBack(run.services(), "user_logins");
        }
    }

    /** In place of a disk, for users who may not mount one. */
    private static void refuseAsIfFull(FaultRun run, Packaged drain) {
        run.services().execute("""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$""");
        run.outage(drain, "SQLState 53100",
                () -> run.services().execute("CREATE TRIGGER full_disk BEFORE INSERT ON user_logins EXECUTE FUNCTION full_disk()"),
                () -> run.services().execute("DROP TRIGGER full_disk ON user_logins"));
        run.finish("in place of a full disk, which this user may not mount, a trigger refused all rows with 53100 until it was dropped");
    }

    @Test
    void readOnly() {
        try (FaultRun run = new FaultRun("04.14", "read-only (25006)")) {
            DrainLogin login = new DrainLogin(run);
            Packaged drain = run.start();
            run.outage(drain, "SQLState 25006", () -> {
                login.execute("ALTER DATABASE " + login.database() + " SET default_transaction_read_only = on");
                login.cut();
            }, () -> writable(login.database()));
            run.finish("the server refused writes, as a standby does, until it was made writable");
            OutageLines.assertOneOutage(drain, "database");
        }
    }

    /** From another database, because this one is read-only. */
    private static void writable(String database) {
        String admin = Services.get().newDatabase();
        Services.execute(admin, "ALTER DATABASE " + database + " RESET default_transaction_read_only");
    }
}
