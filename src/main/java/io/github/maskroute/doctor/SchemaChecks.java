package io.github.maskroute.doctor;

import io.github.maskroute.db.CurrentSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether the shipped statements' tables are there, with all columns, and the login may do what they do. */
public final class SchemaChecks {

    static final String TABLES = "tables";
    static final String PRIVILEGES = "privileges";

    private static final String LOGINS = "user_logins";
    private static final String LEDGER = "processed_message";
    private static final String HISTORY = "maskroute_schema_history";

    /** Of the first schema: the next in the search_path may have a history of another drain's. */
    private static final String HISTORY_READABLE =
            "SELECT has_table_privilege(to_regclass(quote_ident(current_schema()) || '." + HISTORY + "'), 'SELECT')";

    private static final String SCHEMA_OF = "SELECT n.nspname, n.nspname = current_schema() FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)";

    private static final String NO_LENGTH = "";

    /** Table to column to the length that a value may have. */
    private static final Map<String, Map<String, String>> COLUMNS = Map.of(
            LOGINS, Map.of("user_id", "128", "device_type", "32", "masked_ip", "256", "masked_device_id", "256", "locale", "32",
                    "app_version", NO_LENGTH, "create_date", NO_LENGTH),
            LEDGER, Map.of("sent_at", NO_LENGTH, "message_id", NO_LENGTH));

    private static final Map<String, List<String>> NEEDED =
            Map.of(LOGINS, List.of("INSERT"), LEDGER, List.of("SELECT", "INSERT", "DELETE"));

    private final DataSource dataSource;
    private final boolean migrates;
    private final Callable<Integer> pending;

    /**
     * @param migrates whether the drain's start makes and updates the tables
     * @param pending counts the migrations that the database has not; throws if it cannot tell
     */
    public SchemaChecks(DataSource dataSource, boolean migrates, Callable<Integer> pending) {
        this.dataSource = dataSource;
        this.migrates = migrates;
        this.pending = pending;
    }

    public List<Check> all() {
        return List.of(
                new Check("migrations", DatabaseChecks.REACHABLE, this::migrations),
                new Check(TABLES, DatabaseChecks.REACHABLE, this::tables),
                new Check("columns", TABLES, this::columns),
                new Check(PRIVILEGES, TABLES, this::privileges));
    }

    private Finding migrations() throws Exception {
        if ("f".equals(Question.row(dataSource, HISTORY_READABLE).get(0))) {
            return Finding.ok("this login may not read " + HISTORY + ", and need not; see tables and columns");
        }
        int count = pending.call();
        if (count == 0) {
            return Finding.ok("none is pending");
        }
        return migrates ? Finding.warn(count + " pending", "the drain's next start applies them; `maskroute migrate` does it now")
                : Finding.fail(count + " pending", "run `maskroute migrate` as the owner of the tables, or set maskroute.db.migrate=true");
    }

    private Finding tables() throws SQLException {
        List<String> found = new ArrayList<>();
        boolean otherLedger = false;
        for (String table : List.of(LOGINS, LEDGER)) {
            List<List<@Nullable String>> schema = Question.rows(dataSource, SCHEMA_OF, table);
            if (schema.isEmpty()) {
                String words = "table " + table + " is not there, or in no schema of this login's search_path that it may use";
                return migrates ? Finding.warn(words, "the drain's next start makes it; `maskroute migrate` does it now")
                        : Finding.fail(words, "run `maskroute migrate` as the owner of the tables, then maskroute_drain.sql");
            }
            found.add(table + " in schema " + schema.get(0).get(0));
            otherLedger = table.equals(LEDGER) && !"t".equals(schema.get(0).get(1));
        }
        String words = String.join(", ", found);
        return otherLedger && urlNamesSchema() ? Finding.fail(words + ": the ledger is not in the schema that currentSchema names first",
                "run `maskroute migrate`, which makes the tables there, or correct maskroute.db.url") : Finding.ok(words);
    }

    private boolean urlNamesSchema() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return CurrentSchema.of(connection.getMetaData().getURL()).isPresent();
        }
    }

    private Finding columns() throws SQLException {
        List<String> missing = new ArrayList<>();
        Map<String, String> tooShort = new LinkedHashMap<>();
        for (String table : List.of(LOGINS, LEDGER)) {
            Map<String, String> found = columnsOf(table);
            COLUMNS.get(table).forEach((column, length) -> {
                if (!found.containsKey(column)) {
                    missing.add(table + "." + column);
                } else if (isShorter(found.get(column), length)) {
                    tooShort.put(table + "." + column, length);
                }
            });
        }
        if (!missing.isEmpty()) {
            return Finding.fail("missing: " + String.join(", ", missing.stream().sorted().toList()),
                    "add them as in the shipped migrations, or let the routes' statements do without");
        }
        return tooShort.isEmpty() ? Finding.ok("all are there, and long enough")
                : Finding.warn("too short: " + String.join(", ", tooShort.keySet().stream().sorted().toList())
                        + "; longer values become dead letters", "ALTER TABLE … TYPE varchar(" + String.join(" or ",
                        tooShort.values().stream().distinct().sorted().toList()) + ")");
    }

    /** Columns to the length of those that have one. */
    private Map<String, String> columnsOf(String table) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        for (List<@Nullable String> row : Question.rows(dataSource, """
                SELECT attname, CASE WHEN atttypid IN (CAST('varchar' AS regtype), CAST('bpchar' AS regtype)) AND atttypmod > 4
                       THEN CAST(atttypmod - 4 AS text) ELSE '' END
                FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped""", table)) {
            columns.put(Objects.requireNonNull(row.get(0)), Objects.requireNonNull(row.get(1)));
        }
        return columns;
    }

    private static boolean isShorter(@Nullable String found, String needed) {
        return found != null && !found.equals(NO_LENGTH) && !needed.equals(NO_LENGTH) && Integer.parseInt(found) < Integer.parseInt(needed);
    }

    private Finding privileges() throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String table : List.of(LOGINS, LEDGER)) {
            for (String privilege : NEEDED.getOrDefault(table, List.of())) {
                List<String> held = Question.rows(dataSource, "SELECT has_table_privilege(to_regclass(?), ?)", table, privilege).get(0);
                if (!"t".equals(held.get(0))) {
                    missing.add(privilege + " on " + table);
                }
            }
        }
        return missing.isEmpty() ? Finding.ok("INSERT on " + LOGINS + ", SELECT, INSERT and DELETE on " + LEDGER)
                : Finding.fail("this login lacks " + String.join(", ", missing), "grant it; maskroute_drain.sql grants what a drain needs");
    }
}
