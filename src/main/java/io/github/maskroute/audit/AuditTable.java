package io.github.maskroute.audit;

import io.github.maskroute.audit.AuditRefusedException.Fault;
import io.github.maskroute.db.CurrentSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the schema of the audit. The database URL names it, which belongs to the program's settings. The session's search_path belongs to
 * the login: a user who decodes can set it and may own a table of the same name. It therefore only counts where it is unambiguous.
 */
final class AuditTable {

    /** Keeps the session's schema for this transaction, before the transaction sets its own search_path. */
    static final String KEEP_SCHEMA =
            "SELECT pg_catalog.set_config('maskroute.schema_of_session', coalesce(pg_catalog.current_schema(), ''), true); ";

    private static final CurrentSchema DEFAULT = new CurrentSchema("public");

    /** The schemas with Maskroute's audit table, and whether the schema is the first of the session. */
    private static final String FIND = """
            SELECT n.nspname, n.nspname = current_setting('maskroute.schema_of_session')
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc p ON p.oid = t.tgfoid AND p.pronamespace = n.oid
            WHERE c.relname = 'unmask_audit' AND t.tgname = 'unmask_audit_append' AND p.proname = 'unmask_audit_append'""";

    private AuditTable() {}

    /**
     * Finds the table, in a transaction in which no object of the login can replace one of the catalog.
     *
     * @return the table's name, qualified and quoted for SQL
     * @throws AuditRefusedException if the table is not in the schema that the URL names, or is ambiguous
     */
    static String of(Connection connection) throws SQLException {
        Set<CurrentSchema> all = new HashSet<>();
        Optional<CurrentSchema> ofSession = Optional.empty();
        try (Statement find = connection.createStatement(); ResultSet schemas = find.executeQuery(FIND)) {
            while (schemas.next()) {
                CurrentSchema schema = new CurrentSchema(schemas.getString(1));
                all.add(schema);
                ofSession = schemas.getBoolean(2) ? Optional.of(schema) : ofSession;
            }
        }
        Optional<CurrentSchema> named = CurrentSchema.of(connection.getMetaData().getURL());
        return (named.isPresent() ? named(named.get(), all) : unnamed(all, ofSession)).quoted() + ".unmask_audit";
    }

    private static CurrentSchema named(CurrentSchema schema, Set<CurrentSchema> all) {
        if (!all.contains(schema)) {
            throw new AuditRefusedException(Fault.NO_TABLE, "the first schema of currentSchema in maskroute.db.url has no table"
                    + " unmask_audit with Maskroute's triggers; run `maskroute migrate`, or correct maskroute.db.url");
        }
        return schema;
    }

    private static CurrentSchema unnamed(Set<CurrentSchema> all, Optional<CurrentSchema> ofSession) {
        if (all.size() == 1) {
            return all.iterator().next();
        }
        if (all.isEmpty() || all.contains(DEFAULT) && ofSession.filter(schema -> !schema.equals(DEFAULT)).isEmpty()) {
            return DEFAULT;
        }
        throw new AuditRefusedException(Fault.NO_TABLE, "several schemas of this database have a table unmask_audit, and the login's"
                + " search_path cannot decide between them; name the schema in maskroute.db.url, as currentSchema");
    }
}
