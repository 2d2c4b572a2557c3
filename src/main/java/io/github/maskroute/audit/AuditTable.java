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
 * Where the audit is. The URL says so, and that is the program's. The search_path of a session is the login's: who decodes can set it, and
 * may own a table of the same name. So it only counts where there is no choice.
 */
final class AuditTable {

    /** For this transaction, before it takes a search_path of its own. */
    static final String KEEP_SCHEMA =
            "SELECT pg_catalog.set_config('maskroute.schema_of_session', coalesce(pg_catalog.current_schema(), ''), true); ";

    private static final CurrentSchema DEFAULT = new CurrentSchema("public");

    /** The schemas with an audit of Maskroute's, and whether the session has it first. */
    private static final String FIND = """
            SELECT n.nspname, n.nspname = current_setting('maskroute.schema_of_session')
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc p ON p.oid = t.tgfoid AND p.pronamespace = n.oid
            WHERE c.relname = 'unmask_audit' AND t.tgname = 'unmask_audit_append' AND p.proname = 'unmask_audit_append'""";

    private AuditTable() {}

    /**
     * Finds it, in a transaction in which nothing of the login's own stands in for anything of the catalog's.
     *
     * @return qualified and quoted for SQL
     * @throws AuditRefusedException if it is not where the URL says, or can be one of several
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
            throw new AuditRefusedException(Fault.NO_TABLE, "the schema that currentSchema in maskroute.db.url names first has no table"
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
        throw new AuditRefusedException(Fault.NO_TABLE, "several schemas of this database have a table unmask_audit, and the login's own"
                + " search_path is no proof which is meant; name the schema in maskroute.db.url, as currentSchema");
    }
}
