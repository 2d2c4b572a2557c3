package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.Services;
import io.github.maskroute.cli.Packaged;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that answers, and cannot do what it is asked for. */
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
        try (SmallDisk disk = SmallDisk.ofKilobytes(512);
                FaultRun run = new FaultRun("04.13", "disk full (53100)")) {
            Packaged drain = run.start();
            disk.take(run.services(), "user_logins");
            run.sendAll();
            run.awaitLog(drain, "SQLState 53100");
            int rows = run.rows();
            disk.grow();
            run.finish("the file system of the table, 512 KiB, was full at %d rows, and was enlarged".formatted(rows));
            OutageLines.assertOneOutage(drain, "database");
            disk.giveBack(run.services(), "user_logins");
        }
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
            run.finish("the server took no writes, as a standby does, until it was made writable");
            OutageLines.assertOneOutage(drain, "database");
        }
    }

    /** From another database, because this one is read-only. */
    private static void writable(String database) {
        String admin = Services.get().newDatabase();
        Services.execute(admin, "ALTER DATABASE " + database + " RESET default_transaction_read_only");
    }
}
