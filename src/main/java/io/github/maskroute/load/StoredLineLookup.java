package io.github.maskroute.load;

import java.sql.SQLException;
import java.util.BitSet;

/** Which lines the ledger has already: a load that is run again passes them by. */
@FunctionalInterface
public interface StoredLineLookup {

    /** So many lines are asked for at once. */
    int WINDOW = 10_000;

    /**
     * Those of a window.
     *
     * @param first number of its first line
     * @return a bit for each line, set if the ledger has it
     * @throws SQLException if the database refuses to say
     */
    BitSet window(LineIds ids, long first) throws SQLException;
}
