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

/** Stores rows through a trial's routes, in the transaction that is rolled back. For one thread. */
final class StoreValidator {

    /** Of the trial's limit for a statement. Waiting for a lock ends sooner, with another state, and the edit is tried again. */
    static final String TIMED_OUT = "SQLState 57014";

    /** Of a stand-in, whose table took the same row: trying again is no use. */
    static final String UNSUPPORTED = "SQLState (?:0A|XX).*";

    private final CamelContext trial;
    private final Map<Path, String> files;
    private final Collection<Path> changed;
    private final RolledBack transaction;
    private final SampleEffects effects;

    /**
     * @param trial in which the routes of these files are built
     * @param files file to text
     * @param changed the first to be blamed
     * @param transaction that the trial's routes write into
     */
    StoreValidator(CamelContext trial, Map<Path, String> files, Collection<Path> changed, RolledBack transaction) {
        this.trial = trial;
        this.files = files;
        this.changed = changed;
        this.transaction = transaction;
        this.effects = new SampleEffects(transaction);
    }

    /** Whether all that the routes write is rolled back. */
    boolean isSafe() {
        return trial.getRegistry().findByType(DataSource.class).stream().allMatch(StoreValidator::isRolledBack);
    }

    /**
     * Stores a row twice, which must add it once.
     *
     * @param sender file of the route that sends the row
     * @return false if the database is away, so that nothing is known
     */
    boolean check(Path sender, String to, Object row) throws EditRefusedException {
        List<Path> suspects = start(sender, to);
        try (ProducerTemplate template = trial.createProducerTemplate()) {
            // Undone, so that a case may be the sample.
            transaction.undone(() -> {
                storeTwice(template, to, row, suspects);
                return row;
            });
            return true;
        } catch (EditRefusedException e) {
            throw e;
        } catch (UnknownRowCountException e) {
            throw refusal(suspects, "the statement does not say how many messages it stored: let it end with an INSERT, or select a count");
        } catch (Exception e) {
            SqlFault fault = SqlFault.of(e);
            if (fault.description().startsWith(TIMED_OUT)) {
                throw refusal(suspects, "the sample takes longer to store than a trial may; if the database was slow, save again");
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
            throw refusal(suspects, "the sample is one message, and the statement says that it stored " + first);
        }
        Map<String, Long> inserted = effects.inserted();
        if (!SampleEffects.isStored(before, inserted)) {
            throw refusal(suspects, "the sample gives no row in any table: let the statement store it, or choose a sample that it stores");
        }
        int second = GroupCommit.store(template, to, List.of(row));
        if (second != 0) {
            throw refusal(suspects, "the sample's message, delivered again, is counted a second time: the statement must count what it"
                    + " claims in the ledger with maskroute_new, for example SELECT count(*) FROM new");
        }
        if (!effects.inserted().equals(inserted)) {
            throw refusal(suspects, "the sample's message, delivered again, is stored a second time: the statement must pass by"
                    + " what the ledger has already");
        }
        if (!effects.outliveACrash()) {
            throw refusal(suspects, "a crash of the server could take back what is stored: the statement must turn synchronous_commit on,"
                    + " as maskroute_new does: let it claim its messages by that");
        }
    }

    /**
     * The columns that a row fills, of the tables that {@link #check} wrote to.
     *
     * @param row of a message that is not stored yet
     * @return empty if the database is away
     */
    Optional<RetainedFields.Columns> columns(String to, Callable<Object> row) {
        try (ProducerTemplate template = trial.createProducerTemplate()) {
            return Optional.of(transaction.undone(() -> {
                StandIns tables = StandIns.in(transaction);
                GroupCommit.store(template, to, List.of(row.call()));
                SortedSet<String> passedBy = tables.passedBy();
                return new RetainedFields.Columns(tables.filled(), passedBy.isEmpty() ? ""
                        : "what is stored in " + String.join(", ", passedBy) + " by a view or a function cannot be read back");
            }));
        } catch (Exception e) {
            SqlFault fault = SqlFault.of(e);
            return fault.owner() == SqlFault.Owner.DATABASE && !fault.description().matches(UNSUPPORTED) ? Optional.empty()
                    : Optional.of(RetainedFields.Columns.unseen("no temporary tables can take the sample: " + fault.description()));
        }
    }

    /**
     * Stores rows of messages that are not stored yet, each by itself.
     *
     * @param sender file of the route that sends them
     * @return what became of each; empty if the database is away
     */
    Optional<List<CaseStorage.Stored>> each(Path sender, String to, List<Object> rows) throws EditRefusedException {
        start(sender, to);
        try (ProducerTemplate template = trial.createProducerTemplate()) {
            return new CaseStorage(template, transaction).each(to, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts what a row is sent through, and gives the files that may be to blame for it. */
    private List<Path> start(Path sender, String to) throws EditRefusedException {
        String start = trial.getEndpoint(to).getEndpointUri();
        List<Path> suspects = new ArrayList<>();
        for (Route route : trial.getRoutes()) {
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
            trial.getRouteController().startRoute(route.getRouteId());
        } catch (Exception e) {
            throw FaultLocator.refusal(file, files.getOrDefault(file, ""), e);
        }
    }

    private EditRefusedException refusal(List<Path> suspects, String cause) {
        Path file = FaultLocator.firstChanged(suspects, changed);
        return new EditRefusedException(file, RouteFolder.isStatement(file) ? FaultLocator.firstLineOf(files.getOrDefault(file, "")) : 0, cause);
    }

    private static boolean isRolledBack(DataSource dataSource) {
        return dataSource instanceof RolledBack || (dataSource instanceof DelegatingDataSource delegating
                && delegating.getTargetDataSource() != null && isRolledBack(delegating.getTargetDataSource()));
    }
}
