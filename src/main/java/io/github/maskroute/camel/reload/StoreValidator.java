package io.github.maskroute.camel.reload;

import io.github.maskroute.batch.UnknownRowCountException;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.db.RolledBack;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.db.StandIns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Stores rows through the routes of the validation's context, in the transaction that is rolled back. For one thread. */
final class StoreValidator {

    private final CamelContext context;
    private final Map<Path, String> files;
    private final Collection<Path> changed;
    private final RolledBack transaction;
    private final SampleEffects effects;

    /**
     * @param context in which the routes of these files are built
     * @param files text of each file
     * @param changed files that are suspected first
     * @param transaction into which the context's routes write
     */
    StoreValidator(CamelContext context, Map<Path, String> files, Collection<Path> changed, RolledBack transaction) {
        this.context = context;
        this.files = files;
        this.changed = changed;
        this.transaction = transaction;
        this.effects = new SampleEffects(transaction);
    }

    /** Whether everything that the routes write is rolled back. */
    boolean isSafe() {
        return context.getRegistry().findByType(DataSource.class).stream().allMatch(StoreValidator::isRolledBack);
    }

    /**
     * Stores a row twice, which must add it once.
     *
     * @param sender file of the route that sends the row
     * @return false if the database is unavailable and the result therefore incomplete
     */
    boolean check(Path sender, String to, Object row) throws EditRefusedException {
        List<Path> suspects = start(sender, to);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            // Rolled back, so that a case may have the same event as the sample.
            transaction.undone(() -> {
                storeTwice(template, to, row, suspects);
                return row;
            });
            return true;
        } catch (EditRefusedException e) {
            throw e;
        } catch (UnknownRowCountException e) {
            throw refusal(suspects, "the statement does not return how many messages it stored: end it with an INSERT, or select a count");
        } catch (Exception e) {
            SqlFault fault = SqlFault.of(e);
            if (fault.description().startsWith(CaseStorage.TIMED_OUT)) {
                throw refusal(suspects,
                        "storing the sample exceeds the time limit of a validation; if the database was slow, save the file again");
            }
            if (fault.owner() == SqlFault.Owner.DATABASE) {
                return false;
            }
            throw refusal(suspects, "the sample cannot be stored: " + fault.description());
        }
    }

    private void storeTwice(ProducerTemplate template, String to, Object row, List<Path> suspects) throws Exception {
        Map<String, Long> before = effects.inserted();
        int first = GroupCommit.store(template, to, List.of(row));
        if (first != 1) {
            throw refusal(suspects, "the sample is one message, but the statement returns that it stored " + first);
        }
        Map<String, Long> inserted = effects.inserted();
        if (!SampleEffects.isStored(before, inserted)) {
            throw refusal(suspects, "the sample adds no row to any table: correct the statement, or choose a sample that it stores");
        }
        int second = GroupCommit.store(template, to, List.of(row));
        if (second != 0) {
            throw refusal(suspects, "the sample's message is counted again when it is redelivered: the statement must count the messages"
                    + " that it claims in the ledger with maskroute_new, for example SELECT count(*) FROM new");
        }
        if (!effects.inserted().equals(inserted)) {
            throw refusal(suspects, "the sample's message is stored again when it is redelivered: the statement must skip messages that"
                    + " the ledger already has");
        }
        if (!effects.commitsDurably()) {
            throw refusal(suspects, "a crash of the server could lose stored rows: the statement must turn synchronous_commit on; claim"
                    + " the messages with maskroute_new, which does so");
        }
    }

    /**
     * The columns that a row fills in the tables to which {@link #check} wrote.
     *
     * @param row creates a row of a message that is not stored yet
     * @return empty if the database is unavailable
     */
    Optional<RetainedFields.Columns> columns(String to, Callable<Object> row) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return Optional.of(transaction.undone(() -> {
                StandIns tables = StandIns.in(transaction);
                GroupCommit.store(template, to, List.of(row.call()));
                SortedSet<String> passedBy = tables.passedBy();
                return new RetainedFields.Columns(tables.filled(), passedBy.isEmpty() ? ""
                        : "rows that a view or a function stores in " + String.join(", ", passedBy) + " cannot be read back");
            }));
        } catch (Exception e) {
            SqlFault fault = SqlFault.of(e);
            return fault.owner() == SqlFault.Owner.DATABASE && !fault.description().matches(CaseStorage.UNSUPPORTED) ? Optional.empty()
                    : Optional.of(RetainedFields.Columns.unseen("temporary tables cannot store the sample: " + fault.description()));
        }
    }

    /**
     * Stores rows of messages that are not stored yet, each separately.
     *
     * @param sender file of the route that sends them
     * @return the result of each row; empty if the database is unavailable
     */
    Optional<List<CaseStorage.Stored>> storeEach(Path sender, String to, List<Object> rows) throws EditRefusedException {
        start(sender, to);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return new CaseStorage(template, transaction).storeEach(to, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the routes that a row passes through, and returns the files that may cause a fault. */
    private List<Path> start(Path sender, String to) throws EditRefusedException {
        String start = context.getEndpoint(to).getEndpointUri();
        List<Path> suspects = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            Path file = FaultLocator.fileOf(route.getSourceResource());
            if (route.getEndpoint() instanceof DirectEndpoint) {
                start(route, file);
            }
            if (route.getEndpoint().getEndpointUri().equals(start)) {
                String text = files.getOrDefault(file, "");
                files.keySet().stream().filter(RouteFolder::isStatement)
                        .filter(statement -> text.contains(String.valueOf(statement.getFileName()))).forEach(suspects::add);
                suspects.add(file);
            }
        }
        suspects.add(sender);
        return suspects;
    }

    private void start(Route route, Path file) throws EditRefusedException {
        try {
            context.getRouteController().startRoute(route.getRouteId());
        } catch (Exception e) {
            throw FaultLocator.refusal(file, files.getOrDefault(file, ""), e);
        }
    }

    private EditRefusedException refusal(List<Path> suspects, String cause) {
        Path file = FaultLocator.firstChanged(suspects, changed);
        int line = RouteFolder.isStatement(file) ? FaultLocator.firstLineOf(files.getOrDefault(file, "")) : 0;
        return new EditRefusedException(file, line, cause);
    }

    private static boolean isRolledBack(DataSource dataSource) {
        return dataSource instanceof RolledBack || (dataSource instanceof DelegatingDataSource delegating
                && delegating.getTargetDataSource() != null && isRolledBack(delegating.getTargetDataSource()));
    }
}
