package io.github.maskroute.cli.forget;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.audit.UnmaskAudit;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.FieldWords;
import io.github.maskroute.cli.command.Host;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.RemaskBar;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.dlq.DrainQueues;
import io.github.maskroute.cli.dlq.QueueChoice;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.deadletter.tool.BodyOpener;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.LetterFilter;
import io.github.maskroute.forget.FieldTokens;
import io.github.maskroute.forget.ForgetRule;
import io.github.maskroute.forget.Forgetting;
import io.github.maskroute.forget.LetterSearch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The right to be forgotten. */
@Exits({ExitCode.SETTINGS, ExitCode.MALFORMED_VALUE, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.AUDIT_REFUSES, ExitCode.LEFT_OVER, ExitCode.QUEUE_AWAY,
    ExitCode.QUEUE_REFUSES, ExitCode.LETTERS_LEFT})
@Command(name = "forget", mixinStandardHelpOptions = true, description = {
    "Deletes what is stored of given values of a field, or empties columns of it, as forget.yaml beside the type's schema says: rows with"
            + " tokens by every key of the keyset and every scheme, and dead letters with the values.",
    "The audit has a record of it first. Works in small transactions beside running drains; a run that was broken off, or that left"
            + " something, is simply repeated."})
public final class ForgetCommand implements Callable<Integer> {

    private static final int SHORTEST_REASON = 10;

    private static final LetterFilter ALL = new LetterFilter(letter -> true, Long.MAX_VALUE);

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final QueueChoice queue = new QueueChoice();

    @Mixin
    private final Lines lines = new Lines();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "The type of the events, for example logins.")
    private String type = "";

    @Option(names = "--field", required = true, paramLabel = "FIELD", completionCandidates = FieldWords.class,
            description = "The masked field of the event that the values are of.")
    private String field = "";

    @Option(names = "--values", required = true, paramLabel = "FILE", description = {
        "The values, one a line, as they were in events; - for standard input. Only their tokens reach the database.",
        "UTF-8, or UTF-16 with a byte order mark; blank lines are passed over."})
    private Path values = Path.of("");

    @Option(names = "--reason", paramLabel = "TEXT",
            description = "Why, in at least ten characters, without the person's data: it stays in the audit.")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "Count rows and dead letters, and change nothing. Needs no reason, and leaves no record.")
    private boolean dryRun;

    @Override
    public Integer call() throws SQLException {
        String why = dryRun ? "" : reason();
        Settings loaded = settings.load();
        ServiceFactory services = new ServiceFactory(loaded);
        ForgetField of = ForgetField.of(loaded, type, field);
        FieldTokens tokens = of.tokens(keyset.readAllEnabled(loaded));
        List<ForgetRule> rules = of.rules();
        ForgottenValues given = ForgottenValues.read(values, tokens);
        try (Database database = services.database(); RemaskBar bar = new RemaskBar("rows forgotten");
                Forgetting rows = open(database, rules, tokens, given, bar);
                DrainQueues queues = new DrainQueues(loaded, queue.ofType(type));
                DeadLetterQueue deadLetters = queues.deadLetters()) {
            LetterSearch search = new LetterSearch(new BodyOpener(services.bodySeal()), tokens, given.present());
            if (!dryRun) {
                new UnmaskAudit(database.dataSource(), loaded.unmaskDailyLimit(), Host.name())
                        .recordForgetting(of.name(), why, List.copyOf(given.present()));
            }
            ForgottenLetters letters = new ForgottenLetters(deadLetters, queues.of(ALL), queues.by(of.othersRoutes()), search);
            return forget(letters, rows, tokens, bar).code();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private String reason() {
        String given = reason;
        if (given == null) {
            throw new CommandException(ExitCode.USAGE, "missing --reason: say why, for the audit; --dry-run alone needs none");
        }
        if (given.strip().length() < SHORTEST_REASON) {
            throw new CommandException(ExitCode.AUDIT_REFUSES,
                    "--reason must be at least ten characters long: say why in words that others understand");
        }
        return given;
    }

    /** Letters first: one that is sent back meanwhile becomes a row. */
    private ExitCode forget(ForgottenLetters letters, Forgetting rows, FieldTokens tokens, RemaskBar bar) throws SQLException {
        ForgetReport report = new ForgetReport(lines, spec.commandLine().getErr(), dryRun);
        report.print(dryRun ? letters.count() : letters.delete());
        List<Forgetting.Result> results = dryRun ? rows.count() : rows.forget();
        bar.end();
        results.forEach(report::print);
        tokens.caseOfValues().filter(rule -> results.stream().allMatch(Forgetting.Result::isOfNothing)).ifPresent(report::nothingFound);
        return report.exit();
    }

    private static Forgetting open(Database database, List<ForgetRule> rules, FieldTokens tokens, ForgottenValues given, RemaskBar bar)
            throws SQLException {
        try {
            return Forgetting.open(database.dataSource(), rules, tokens, given.values(), bar);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.SETTINGS, "forget.yaml: " + e.getMessage());
        }
    }

    /** What was done before stays so, and that is worth saying. */
    private static CommandException refused(SQLException e) {
        SqlFault fault = SqlFault.of(e);
        return switch (fault.owner()) {
            case DATABASE -> new CommandException(ExitCode.DATABASE_AWAY, "the database is away or busy (" + fault.description()
                    + "); run the command again later: it goes on with what is still there");
            case RECORD -> new CommandException(ExitCode.DATABASE_REFUSES, "a table does not let rows go (" + fault.description()
                    + "); see which constraint or trigger forbids it: tables that refer to these rows come before them in forget.yaml");
            case OPERATOR -> new CommandException(ExitCode.DATABASE_REFUSES, "the database refuses (" + fault.description()
                    + "); the login needs SELECT and DELETE, or UPDATE of the columns that become null, on the tables of forget.yaml, their"
                    + " partitions and all that inherits from them, no policy that hides rows from it, and temporary tables");
        };
    }
}
