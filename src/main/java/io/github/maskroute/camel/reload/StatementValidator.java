package io.github.maskroute.camel.reload;

import io.github.maskroute.db.RolledBack;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.db.TransactionCommands;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import org.apache.camel.support.DefaultExchange;
import org.postgresql.core.Oid;
import org.postgresql.util.PSQLException;

/** Has the database parse an edited statement without executing it. Safe for use by several threads. */
final class StatementValidator {

    private static final String UNDEFINED_TABLE = "42P01";

    private final CamelContext context;
    private final Optional<DataSource> dataSource;
    private final SqlPrepareStatementStrategy parameters = new DefaultSqlPrepareStatementStrategy();

    /** @param dataSource empty to use no database */
    StatementValidator(CamelContext context, Optional<DataSource> dataSource) {
        this.context = context;
        this.dataSource = dataSource;
    }

    /**
     * @return false if the database is unavailable and the result therefore incomplete
     * @throws EditRefusedException if the statement is malformed or does not fit the tables
     */
    boolean check(Path file, String text) throws EditRefusedException {
        try {
            String sql = resolve(text);
            if (sql.isBlank()) {
                throw new EditRefusedException(file, 0, "the file contains no statement");
            }
            if (TransactionCommands.areIn(sql)) {
                throw new EditRefusedException(file, 0, "a statement must neither begin nor end a transaction");
            }
            return dataSource.isEmpty() || prepare(dataSource.get(), file, sql);
        } catch (SQLException | RuntimeException e) {
            throw new EditRefusedException(file, 0, String.valueOf(e.getMessage()));
        }
    }

    /** Parsing waits for locks too, so it needs the time limits of {@link RolledBack}. */
    private static boolean prepare(DataSource dataSource, Path file, String sql) throws EditRefusedException {
        try (RolledBack transaction = new RolledBack(dataSource)) {
            List<Integer> types = transaction.columnTypes(sql);
            if (!types.isEmpty() && !isCount(types)) {
                throw new EditRefusedException(file, FaultLocator.firstLineOf(sql), "the statement must return nothing, or one number:"
                        + " the count of messages that it claimed, for example SELECT count(*) FROM new");
            }
            return true;
        } catch (SQLException e) {
            SqlFault fault = SqlFault.of(e);
            if (fault.owner() == SqlFault.Owner.DATABASE) {
                return false;
            }
            throw new EditRefusedException(file, line(e, sql), fault.description()
                    + (UNDEFINED_TABLE.equals(e.getSQLState()) ? Problem.NO_TABLE : ""));
        }
    }

    private static boolean isCount(List<Integer> types) {
        return types.size() == 1 && Set.of(Oid.INT8, Oid.INT4).contains(types.get(0));
    }

    /** The statement as camel-sql and the simple language prepare it: parameters as '?', properties as their values. */
    private String resolve(String text) throws SQLException {
        Exchange exchange = new DefaultExchange(context);
        String withMarks = parameters.prepareQuery(text.replace('#', '?'), true, null);
        return context.resolveLanguage("simple").createExpression(withMarks).evaluate(exchange, String.class);
    }

    private static int line(SQLException e, String sql) {
        if (e instanceof PSQLException psql && psql.getServerErrorMessage() != null && psql.getServerErrorMessage().getPosition() > 0) {
            return FaultLocator.lineAt(Math.min(psql.getServerErrorMessage().getPosition(), sql.length()) - 1, sql);
        }
        return 0;
    }
}
