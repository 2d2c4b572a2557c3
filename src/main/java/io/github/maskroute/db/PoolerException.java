package io.github.maskroute.db;

import java.sql.SQLException;

/** The pooler in front of the database does not support an operation. Nothing was changed. The message names the remedy. */
public final class PoolerException extends RuntimeException {

    private static final String DIRECT = "with a maskroute.db.url that connects directly to PostgreSQL";

    private PoolerException(String need, Pooler pooler, String remedy) {
        super(need + ", and maskroute.db.url connects through " + pooler.description() + "; " + remedy);
    }

    /** Tables must be created or updated. */
    static PoolerException noMigration(int pending, Pooler pooler) {
        return new PoolerException("the tables are not up to date, migrations (" + pending + " pending) need one session", pooler,
                "run `maskroute migrate` " + DIRECT + ", then start the drain: it may connect through the pooler");
    }

    /** A temporary table is needed. */
    public static PoolerException noTemporaryTable(Pooler pooler) {
        return new PoolerException("raw values need a temporary table, which exists in one session only", pooler,
                "run the command " + DIRECT);
    }

    /** @throws PoolerException if this failure says that a pooler does not support transactions */
    public static void throwIfOfStatementMode(SQLException failure) {
        if (SqlFault.isOfStatementMode(failure)) {
            throw new PoolerException("this needs a transaction of several statements", Pooler.STATEMENT, "run the command " + DIRECT);
        }
    }
}
