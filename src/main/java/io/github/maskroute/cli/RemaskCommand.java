package io.github.maskroute.cli;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.FieldWords;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.StandardInput;
import io.github.maskroute.cli.command.WholeNumber;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.remask.KeyCounts;
import io.github.maskroute.remask.RawValues;
import io.github.maskroute.remask.RemaskJob;
import io.github.maskroute.remask.RemaskResult;
import io.github.maskroute.remask.Remasking;
import io.github.maskroute.remask.SkipReason;
import io.github.maskroute.text.UnreadableTextException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rewrites the tokens of a table after a change of the primary key or the scheme. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.LEFT_OVER})
@Command(name = "remask", mixinStandardHelpOptions = true, description = {
    "Rewrites a column's old tokens to the current scheme and primary key of their field.",
    "Works in small transactions beside running drains, and skips rows that other sessions lock. Repeat a run that was interrupted or"
            + " that left rows: it continues with the tokens that are still old.",
    "Each rewritten row leaves a dead row version for VACUUM to reclaim. The table's triggers fire."})
final class RemaskCommand implements Callable<Integer> {

    /** Drains check their keyset every second; events that were masked before that must then be stored. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final Lines lines = new Lines();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--table", required = true, paramLabel = "TABLE",
            description = "The table, also as SCHEMA.TABLE. Put a name with capital letters in double quotes, as in SQL.")
    private String table = "";

    @Option(names = "--column", required = true, paramLabel = "COLUMN", description = "The column with the tokens, for example masked_ip.")
    private String column = "";

    @Option(names = "--field", paramLabel = "FIELD", completionCandidates = FieldWords.class,
            description = "The masked field of the event. Default: the column without masked_.")
    private @Nullable String field;

    @Option(names = "--values", paramLabel = "FILE", description = {
        "Raw values, one a line, for hmac tokens, which cannot be decoded: their tokens are computed and looked up.",
        "UTF-8, or UTF-16 with a byte order mark. Blank lines are ignored.",
        "- for standard input. Only tokens reach the database."})
    private @Nullable Path values;

    @Option(names = "--irreversibly", description = {
        "Also convert tokens that can be decoded to hmac tokens, which cannot. Without this option such tokens are left, to prevent a run"
                + " with other settings or routes than the drain's from converting them by mistake."})
    private boolean irreversibly;

    @Option(names = "--rows-per-second", defaultValue = "5000", paramLabel = "N", converter = WholeNumber.FromZero.class,
            description = "The most rows to rewrite in a second, 0 to 999999999; 0 for no limit. Default: ${DEFAULT-VALUE}.")
    private int rowsPerSecond;

    @Option(names = "--dry-run",
            description = "Print the key of new tokens, the number of rows of each key, and the rows that would be left. Change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws SQLException {
        Settings loaded = settings.load();
        Keyset keys = keyset.read(loaded);
        ServiceFactory services = new ServiceFactory(loaded);
        EventTypes types = services.eventTypes();
        try (Database database = services.database(); ConsoleProgress progress = ConsoleProgress.ofBlocks("rows rewritten");
                Remasking remasking = open(database, types, keys, progress)) {
            RemaskReport report = new RemaskReport(lines, spec.commandLine().getErr(), remasking.target());
            if (dryRun) {
                KeyCounts counts = remasking.count();
                progress.end();
                report.print(counts, keys, wouldBeLeft(remasking, counts));
                return ExitCode.OK.code();
            }
            RemaskResult result = remasking.rewrite();
            progress.end();
            report.print(result);
            return (result.complete() ? ExitCode.OK : ExitCode.LEFT_OVER).code();
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, e.getCause() instanceof UnreadableTextException unreadable
                    ? "the text with the values " + unreadable.getMessage()
                    : "the values cannot be read (" + e.getCause().getClass().getSimpleName() + "); check the path");
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private Remasking open(Database database, EventTypes types, Keyset keys, ConsoleProgress progress) throws SQLException {
        try {
            RemaskJob job = new RemaskJob(table, column, field(types), irreversibly, rowsPerSecond, SETTLING);
            return Remasking.open(database.dataSource(), job, types.masks(() -> keys), keys, rawValues(), progress);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** With {@code --values} hmac tokens are not counted as left, because a dry run does not read the values. */
    private Map<SkipReason, Long> wouldBeLeft(Remasking remasking, KeyCounts counts) {
        Map<SkipReason, Long> left = new TreeMap<>(remasking.wouldLeave(counts));
        if (values != null) {
            left.remove(SkipReason.NOT_REVERSIBLE);
        }
        return left;
    }

    private String field(EventTypes types) {
        return field != null ? FieldWords.resolve(types, field) : types.fieldOfColumn(column).orElseThrow(
                () -> new CommandException(ExitCode.USAGE, "the column's name does not match exactly one masked field;"
                        + " name the field with --field: " + String.join(", ", types.fields())));
    }

    private Optional<RawValues> rawValues() {
        return dryRun ? Optional.empty() : Optional.ofNullable(values).map(StandardInput::orFile);
    }

    /** Adds to the error that rewritten rows are kept. */
    private static CommandException refused(SQLException e) {
        SqlFault fault = SqlFault.of(e);
        return switch (fault.owner()) {
            case DATABASE -> new CommandException(ExitCode.DATABASE_AWAY, "the database is unavailable or busy (" + fault.description()
                    + "); run the command again later: it continues with the tokens that are still old");
            case RECORD -> new CommandException(ExitCode.DATABASE_REFUSES, "the table refuses the new tokens (" + fault.description()
                    + "); check that the column is wide enough, and that no constraint, trigger or partition forbids them");
            case OPERATOR -> new CommandException(ExitCode.DATABASE_REFUSES, "the database refuses (" + fault.description()
                    + "); the login needs SELECT and UPDATE on the table, its partitions and all tables that inherit"
                    + " from it, and for --values temporary tables");
        };
    }
}
