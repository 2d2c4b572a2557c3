package io.github.maskroute.doctor;

import io.github.maskroute.db.Pooler;
import io.github.maskroute.network.Loopback;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Checks that the database can be reached and written to, its encryption, and its clock. */
public final class DatabaseChecks {

    static final String REACHABLE = "database";
    static final String POOLER = "pooler";
    static final String WRITABLE = "database writable";

    private static final int MIN_VERSION = 13;

    private final DataSource dataSource;
    private final String url;
    private final Clock clock;

    /**
     * @param url the JDBC URL of the data source
     * @param clock this machine's clock
     */
    public DatabaseChecks(DataSource dataSource, String url, Clock clock) {
        this.dataSource = dataSource;
        this.url = url;
        this.clock = clock;
    }

    public List<Check> all() {
        return List.of(
                new Check(REACHABLE, this::reachable),
                new Check(POOLER, REACHABLE, this::pooled),
                new Check(WRITABLE, REACHABLE, this::writable),
                new Check("database TLS", REACHABLE, this::encrypted),
                new Check("database clock", REACHABLE, this::sameTime));
    }

    private Finding reachable() throws SQLException {
        List<@Nullable String> row = ReadQuery.row(dataSource,
                "SELECT current_setting('server_version_num'), split_part(current_setting('server_version'), ' ', 1), current_user");
        int version = Integer.parseInt(text(row, 0)) / 10_000;
        String description = "reachable, PostgreSQL " + text(row, 1) + ", login " + text(row, 2);
        return version >= MIN_VERSION ? Finding.ok(description) : Finding.fail(description, "PostgreSQL " + MIN_VERSION + " or later is"
                + " required");
    }

    private Finding pooled() throws SQLException {
        Pooler pooler = Pooler.before(dataSource);
        String direct = " need a maskroute.db.url that connects directly to PostgreSQL";
        return switch (pooler) {
            case NONE -> Finding.ok(pooler.description());
            case SESSION -> Finding.ok(pooler.description() + ": everything works through it");
            case TRANSACTION -> Finding.ok(pooler.description() + ": the drain, unmask, audit and remask work through it; migrations, and"
                    + " remask with --values," + direct);
            case STATEMENT -> Finding.warn(pooler.description() + ": the drain works through it; migrations, unmask, audit and remask"
                    + direct + ", and edits are refused because their check needs a transaction", "use transaction or session mode");
        };
    }

    private Finding writable() throws SQLException {
        List<@Nullable String> row =
                ReadQuery.row(dataSource, "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')");
        if (text(row, 0).equals("t")) {
            return Finding.fail("the server is a read-only standby", "point maskroute.db.url to the primary, for example by"
                    + " naming all servers and adding targetServerType=primary");
        }
        return text(row, 1).equals("off") ? Finding.ok("accepts writes") : Finding.fail("transactions of this login are read-only",
                "set default_transaction_read_only to off for the database and the login");
    }

    private Finding encrypted() throws SQLException {
        List<@Nullable String> row = ReadQuery.row(dataSource, "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        return encryption(text(row, 0).equals("t"), row.get(1), Driver.parseURL(url, null));
    }

    /** The finding for a connection with this TLS version, or without TLS. */
    static Finding encryption(boolean used, @Nullable String version, @Nullable Properties parsed) {
        Properties url = Objects.requireNonNullElseGet(parsed, Properties::new);
        boolean local = Loopback.isAll(String.valueOf(PGProperty.PG_HOST.getOrDefault(url)).split(","));
        if (used) {
            return local || "verify-full".equals(PGProperty.SSL_MODE.getOrDefault(url)) ? Finding.ok("the connection uses " + version)
                    : Finding.warn("the connection uses " + version + " but does not verify the server: an attacker on the network could"
                            + " read it",
                            "add sslmode=verify-full to maskroute.db.url, and sslrootcert with the file of the server's certificate"
                                    + " authority");
        }
        return local ? Finding.ok("not used, and the connection does not leave this machine")
                : Finding.warn("the connection leaves this machine unencrypted, with the password's proof and all rows",
                        "add sslmode=verify-full to maskroute.db.url");
    }

    private Finding sameTime() throws SQLException {
        Instant before = clock.instant();
        String millis = text(ReadQuery.row(dataSource, "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"), 0);
        return ClockSkew.of("the database's", before, Instant.ofEpochMilli(Long.parseLong(millis)), clock.instant(),
                "the pruning of the ledger compares the database's time with the time of messages");
    }

    private static String text(List<@Nullable String> row, int column) {
        return Objects.requireNonNull(row.get(column));
    }
}
