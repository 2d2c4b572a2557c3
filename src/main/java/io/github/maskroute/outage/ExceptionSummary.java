package io.github.maskroute.outage;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An exception in a line of the log: its class, the class of its root cause and the SQLState, as far as they exist. Never a message, which
 * may quote a value.
 */
public record ExceptionSummary(Throwable thrown) {

    /** A chain of causes may be circular. */
    private static final int LONGEST = 100;

    /** {@code java.lang.IllegalStateException, caused by org.postgresql.util.PSQLException, SQLState 42501}. */
    @Override
    public String toString() {
        List<Throwable> chain = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(LONGEST).toList();
        Throwable root = chain.get(chain.size() - 1);
        return thrown.getClass().getName()
                + (root == thrown ? "" : ", caused by " + root.getClass().getName())
                + state(chain).map(state -> ", SQLState " + state).orElse("");
    }

    private static Optional<String> state(List<Throwable> chain) {
        return chain.stream().filter(SQLException.class::isInstance).map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null && state.matches("[0-9A-Z]{5}")).findFirst();
    }
}
