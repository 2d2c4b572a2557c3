package io.github.maskroute.audit;

import io.github.maskroute.audit.AuditRefusedException.Fault;
import io.github.maskroute.db.CurrentSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the audit is. The URL says so, which is the program's. The search_path of a session is the login's: who decodes can set it, and
 * may own a table of the same name. So it only counts where there is no choice.
 */
final class AuditTable {

    /** For this transaction, before it takes a search_path of its own. */
    static final String KEEP_SCHEMA =
            "SELECT pg_catalog.set_config('maskroute.schema_of_session', coalesce(pg_catalog.current_schema(), ''), true); ";

    private static final String NAME = ".unmask_audit";
    private static final String DEFAULT = "public";

    /** The schemas with an audit of Maskroute's, and whether the session has it first. */
    private static final String FIND = """
            SELECT n.nspname, quote_ident(n.nspname), n.nspname = current_setting('maskroute.schema_of_session') AS is_first
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc p ON p.oid = t.tgfoid AND p.pronamespace = n.oid
            WHERE c.relname = 'unmask_audit' AND t.tgname = 'unmask_audit_append' AND p.proname = 'unmask_audit_append'""";

    private AuditTable() {}

    /**
     * Finds it, in a transaction in which nothing of the login's own stands in for anything of the catalog's.
     *
     * @return qualified and quoted for SQL; there may be no such table
     * @throws AuditRefusedException if it can be one of several
     */
    static String of(Connection connection) throws SQLException {
        Optional<CurrentSchema> named = CurrentSchema.of(connection.getMetaData().getURL());
        return (named.isPresent() ? named.get().quoted() : found(connection)) + NAME;
    }

    private static String found(Connection connection) throws SQLException {
        Map<String, String> quoted = new HashMap<>();
        boolean ofSession = false;
        try (Statement find = connection.createStatement(); ResultSet schemas = find.executeQuery(FIND)) {
            while (schemas.next()) {
                quoted.put(schemas.getString(1), schemas.getString(2));
                ofSession |= schemas.getBoolean(3) && !schemas.getString(1).equals(DEFAULT);
            }
        }
        if (quoted.size() == 1) {
            return quoted.values().iterator().next();
        }
        if (quoted.isEmpty() || quoted.containsKey(DEFAULT) && !ofSession) {
            return DEFAULT;
        }
        throw new AuditRefusedException(Fault.NO_TABLE, "several schemas of this database have a table unmask_audit, and the login's own"
                + " search_path is no proof which is meant; name the schema in maskroute.db.url, as currentSchema");
    }
}
