package io.github.maskroute.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Makes the pool evict connections to a server that has become a read-only standby: a new connection finds the primary. */
public final class ReadOnlyEviction implements SQLExceptionOverride {

    private static final String READ_ONLY_SQL_TRANSACTION = "25006";

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException exception) {
        return READ_ONLY_SQL_TRANSACTION.equals(exception.getSQLState()) 
                ? SQLExceptionOverride.Override.MUST_EVICT : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
