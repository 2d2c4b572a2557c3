package io.github.maskroute.db;

import java.sql.SQLException;

/** The pooler before the database does not carry what is to be done, and nothing was changed. The message names the remedy. */
public final class PoolerException extends RuntimeException {

    private static final String STRAIGHT = "with a maskroute.db.url that leads straight to PostgreSQL";

    private PoolerException(String need, Pooler pooler, String remedy) {
        super(need + ", and maskroute.db.url leads through " + pooler.words() + "; " + remedy);
    }

    /** Tables have to be made or updated. */
    static PoolerException noMigration(int pending, Pooler pooler) {
        return new PoolerException("the tables are not up to date, migrations (" + pending + " pending) need one session", pooler,
                "run `maskroute migrate` " + STRAIGHT + ", then start the drain: it may go through the pooler");
    }

    /** A temporary table is needed. */
    public static PoolerException noTemporaryTable(Pooler pooler) {
        return new PoolerException("raw values need a temporary table, which is there in one session only", pooler,
                "run the command " + STRAIGHT);
    }

    /** @throws PoolerException if this failure says that a pooler takes no transactions */
    public static void throwIfOfStatementMode(SQLException failure) {
        if (SqlFault.isOfStatementMode(failure)) {
            throw new PoolerException("this needs a transaction of several statements", Pooler.STATEMENT, "run the command " + STRAIGHT);
        }
    }
}
