package io.github.maskroute.cli;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.FieldWords;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.RemaskBar;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.StandardInput;
import io.github.maskroute.cli.command.ValuesFile;
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

/** The tokens of a table, after the primary key or the scheme was changed. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.LEFT_OVER})
@Command(name = "remask", mixinStandardHelpOptions = true, description = {
    "Rewrites a column's old tokens to the present scheme and primary key of their field.",
    "Works in small transactions beside running drains, and waits for no row that others hold. A run that was broken off, or that"
            + " left rows, is simply repeated: it goes on with what is still old.",
    "Every version of a row that is replaced leaves room for VACUUM to reclaim; the table's triggers fire."})
final class RemaskCommand implements Callable<Integer> {

    /** A watched keyset is looked at each second; then what was masked before has to be stored. */
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
            description = "The table, also as SCHEMA.TABLE. A name with capitals goes in double quotes, as in SQL.")
    private String table = "";

    @Option(names = "--column", required = true, paramLabel = "COLUMN", description = "The column with the tokens, for example masked_ip.")
    private String column = "";

    @Option(names = "--field", paramLabel = "FIELD", completionCandidates = FieldWords.class,
            description = "The masked field of the event. Default: the column without masked_.")
    private @Nullable String field;

    @Option(names = "--values", paramLabel = "FILE", description = {
        "Raw values, one a line, for hmac tokens, which cannot be decoded: a token is found by computing it from its value.",
        "UTF-8, or UTF-16 with a byte order mark; blank lines are passed over.",
        "- for standard input. Only tokens reach the database."})
    private @Nullable Path values;

    @Option(names = "--irreversibly", description = {
        "Also turn tokens that can be decoded into hmac tokens, which never can. Without it they are left, so that a run with other"
                + " settings or routes than the drain's cannot do so by mistake."})
    private boolean irreversibly;

    @Option(names = "--rows-per-second", defaultValue = "5000", paramLabel = "N", converter = WholeNumber.FromZero.class,
            description = "Most rows to rewrite in a second, 0 to 999999999; 0 for no limit. Default: ${DEFAULT-VALUE}.")
    private int rowsPerSecond;

    @Option(names = "--dry-run", description = "Name the key that new tokens would be made by, count the rows of each key, say which"
            + " would be left, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws SQLException {
        Settings loaded = settings.load();
        Keyset keys = keyset.read(loaded);
        EventTypes types = new ServiceFactory(loaded).eventTypes();
        try (Database database = new ServiceFactory(loaded).database(); RemaskBar bar = new RemaskBar("rows rewritten");
                Remasking remasking = open(database, types, keys, bar)) {
            RemaskReport report = new RemaskReport(lines, spec.commandLine().getErr(), remasking.target());
            if (dryRun) {
                KeyCounts holdings = remasking.count();
                bar.end();
                report.print(holdings, keys, wouldBeLeft(remasking, holdings));
                return ExitCode.OK.code();
            }
            RemaskResult outcome = remasking.rewrite();
            bar.end();
            report.print(outcome);
            return (outcome.complete() ? ExitCode.OK : ExitCode.LEFT_OVER).code();
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, e.getCause() instanceof UnreadableTextException unreadable
                    ? "the text with the values " + unreadable.getMessage()
                    : "the values cannot be read (" + e.getCause().getClass().getSimpleName() + "); check the path");
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private Remasking open(Database database, EventTypes types, Keyset keys, RemaskBar bar) throws SQLException {
        try {
            RemaskJob job = new RemaskJob(table, column, field(types), irreversibly, rowsPerSecond, SETTLING);
            return Remasking.open(database.dataSource(), job, types.masks(() -> keys), keys, rawValues(), bar);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** A dry run reads no values, and so cannot tell which hmac tokens they have. */
    private Map<SkipReason, Long> wouldBeLeft(Remasking remasking, KeyCounts holdings) {
        Map<SkipReason, Long> left = new TreeMap<>(remasking.wouldLeave(holdings));
        if (values != null) {
            left.remove(SkipReason.NOT_REVERSIBLE);
        }
        return left;
    }

    private String field(EventTypes types) {
        return field != null ? FieldWords.resolve(types, field) : types.fieldOfColumn(column).orElseThrow(
                () -> new CommandException(ExitCode.USAGE, "this column is named after no masked field, or after several;"
                        + " name one with --field: " + String.join(", ", types.fields())));
    }

    private Optional<RawValues> rawValues() {
        return dryRun || values == null ? Optional.empty()
                : Optional.of(values.toString().equals("-") ? new StandardInput() : new ValuesFile(values));
    }

    /** What was rewritten before stays so, and that is worth saying. */
    private static CommandException refused(SQLException e) {
        SqlFault fault = SqlFault.of(e);
        return switch (fault.owner()) {
            case DATABASE -> new CommandException(ExitCode.DATABASE_AWAY, "the database is away or busy (" + fault.description()
                    + "); run the command again later: it goes on with what is still old");
            case RECORD -> new CommandException(ExitCode.DATABASE_REFUSES, "the table takes no such tokens (" + fault.description()
                    + "); see that the column is wide enough, and that no constraint, trigger or partition forbids them");
            case OPERATOR -> new CommandException(ExitCode.DATABASE_REFUSES, "the database refuses (" + fault.description()
                    + "); the login needs SELECT and UPDATE on the table, its partitions and all that inherits from"
                    + " it, and for --values temporary tables");
        };
    }
}
