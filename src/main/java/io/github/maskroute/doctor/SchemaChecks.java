package io.github.maskroute.doctor;

import io.github.maskroute.db.CurrentSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the ledger exists, that it is complete, and that the login has the privileges on it. {@link RouteChecks} covers the tables
 * of event types.
 */
public final class SchemaChecks {

    static final String LEDGER_CHECK = "ledger table";
    static final String PRIVILEGES = "privileges";

    private static final String LEDGER = "processed_message";
    private static final String HISTORY = "maskroute_schema_history";

    /** Reads only the first schema: a later one in the search_path may have the history of another drain. */
    private static final String HISTORY_READABLE =
            "SELECT has_table_privilege(to_regclass(quote_ident(current_schema()) || '." + HISTORY + "'), 'SELECT')";

    private static final String SCHEMA_OF = "SELECT n.nspname, n.nspname = current_schema() FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)";

    private static final String FUNCTION = "maskroute_new";

    private static final List<String> COLUMNS = List.of("message_id", "sent_at");

    private static final List<String> REQUIRED_PRIVILEGES = List.of("SELECT", "INSERT", "DELETE");

    private final DataSource dataSource;
    private final boolean migrates;
    private final Callable<Integer> pending;

    /**
     * @param migrates whether the drain creates and updates the tables at its start
     * @param pending counts the migrations that were not applied yet; throws if the count is unknown
     */
    public SchemaChecks(DataSource dataSource, boolean migrates, Callable<Integer> pending) {
        this.dataSource = dataSource;
        this.migrates = migrates;
        this.pending = pending;
    }

    public List<Check> all() {
        return List.of(
                new Check("migrations", DatabaseChecks.REACHABLE, this::migrations),
                new Check(LEDGER_CHECK, DatabaseChecks.REACHABLE, this::ledger),
                new Check("columns", LEDGER_CHECK, this::columns),
                new Check(PRIVILEGES, LEDGER_CHECK, this::privileges));
    }

    private Finding migrations() throws Exception {
        if ("f".equals(ReadQuery.row(dataSource, HISTORY_READABLE).get(0))) {
            return Finding.ok("this login may not read " + HISTORY + " and does not need to; see the checks of table and columns");
        }
        int count = pending.call();
        if (count == 0) {
            return Finding.ok("none are pending");
        }
        return migrates ? Finding.warn(count + " pending", "the drain applies them at its next start, `maskroute migrate` applies them now")
                : Finding.fail(count + " pending", "run `maskroute migrate` as the owner of the tables, or set maskroute.db.migrate=true");
    }

    private Finding ledger() throws SQLException {
        List<List<@Nullable String>> schema = ReadQuery.rows(dataSource, SCHEMA_OF, LEDGER);
        if (schema.isEmpty()) {
            return missing("table " + LEDGER);
        }
        if (ReadQuery.row(dataSource, "SELECT to_regprocedure('" + FUNCTION + "(jsonb)')").get(0) == null) {
            return missing("function " + FUNCTION);
        }
        String description = LEDGER + " in schema " + schema.get(0).get(0);
        return !"t".equals(schema.get(0).get(1)) && urlNamesSchema()
                ? Finding.fail(description + ": the ledger is not in the schema that currentSchema names first",
                        "run `maskroute migrate`, which creates the tables there, or correct maskroute.db.url")
                : Finding.ok(description);
    }

    private Finding missing(String object) {
        String description = object + " does not exist in the schemas of this login's search_path that it may use";
        return migrates ? Finding.warn(description, "the drain creates it at its next start, `maskroute migrate` creates it now")
                : Finding.fail(description, "run `maskroute migrate` as the owner of the tables, then maskroute_drain.sql");
    }

    private boolean urlNamesSchema() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return CurrentSchema.of(connection.getMetaData().getURL()).isPresent();
        }
    }

    private Finding columns() throws SQLException {
        List<String> missing = new ArrayList<>(COLUMNS);
        ReadQuery.rows(dataSource, "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped",
                LEDGER).forEach(row -> missing.remove(row.get(0)));
        return missing.isEmpty() ? Finding.ok("complete")
                : Finding.fail("missing in " + LEDGER + ": " + String.join(", ", missing), "add them as in the shipped migrations");
    }

    private Finding privileges() throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String privilege : REQUIRED_PRIVILEGES) {
            if (!"t".equals(ReadQuery.rows(dataSource, "SELECT has_table_privilege(to_regclass(?), ?)", LEDGER, privilege).get(0).get(0))) {
                missing.add(privilege + " on " + LEDGER);
            }
        }
        if (!"t".equals(ReadQuery.row(dataSource, "SELECT has_function_privilege('" + FUNCTION + "(jsonb)', 'EXECUTE')").get(0))) {
            missing.add("EXECUTE on " + FUNCTION);
        }
        return missing.isEmpty() ? Finding.ok("SELECT, INSERT and DELETE on " + LEDGER + ", EXECUTE on " + FUNCTION)
                : Finding.fail("this login lacks " + String.join(", ", missing),
                        "grant it; maskroute_drain.sql grants all that a drain needs");
    }
}
