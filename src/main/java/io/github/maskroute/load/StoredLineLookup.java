package io.github.maskroute.load;

import java.sql.SQLException;
import java.util.BitSet;

/** Finds the lines that the ledger already has. A repeated load skips them. */
@FunctionalInterface
public interface StoredLineLookup {

    /** Number of lines in one query. */
    int WINDOW = 10_000;

    /**
     * Finds the stored lines in a window.
     *
     * @param first number of the first line of the window
     * @return a bit for each line, set if the ledger has it
     * @throws SQLException if the database refuses the query
     */
    BitSet window(LineIds ids, long first) throws SQLException;
}
