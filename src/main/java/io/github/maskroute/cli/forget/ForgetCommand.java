package io.github.maskroute.cli.forget;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.audit.UnmaskAudit;
import io.github.maskroute.cli.command.ActorHost;
import io.github.maskroute.cli.command.AuditReason;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.FieldWords;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.dlq.DrainQueues;
import io.github.maskroute.cli.dlq.QueueOptions;
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

/** Erases a person's data from tables and dead letters. */
@Exits({ExitCode.SETTINGS, ExitCode.MALFORMED_VALUE, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.AUDIT_REFUSES, ExitCode.LEFT_OVER, ExitCode.QUEUE_AWAY,
    ExitCode.QUEUE_REFUSES, ExitCode.LETTERS_LEFT})
@Command(name = "forget", mixinStandardHelpOptions = true, description = {
    "Deletes the rows of given values of a field, or sets columns of them to null, as forget.yaml beside the type's schema says.",
    "Finds rows by the values' tokens of every key of the keyset and every scheme, and deletes dead letters that contain the values.",
    "Writes a record to the audit first. Works in small transactions beside running drains. Run it again after an interruption or"
            + " if it left something."})
public final class ForgetCommand implements Callable<Integer> {

    private static final LetterFilter ALL = new LetterFilter(letter -> true, Long.MAX_VALUE);

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final QueueOptions queue = new QueueOptions();

    @Mixin
    private final Lines lines = new Lines();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "The event type, for example logins.")
    private String type = "";

    @Option(names = "--field", required = true, paramLabel = "FIELD", completionCandidates = FieldWords.class,
            description = "The masked field that the values belong to.")
    private String field = "";

    @Option(names = "--values", required = true, paramLabel = "FILE", description = {
        "The values, one a line, as they were in events; - for standard input. Only their tokens reach the database.",
        "UTF-8, or UTF-16 with a byte order mark. Blank lines are ignored."})
    private Path values = Path.of("");

    @Option(names = "--reason", paramLabel = "TEXT",
            description = "The reason, in at least ten characters and without the person's data: the audit keeps it.")
    private @Nullable String reason;

    @Option(names = "--dry-run",
            description = "Count rows and dead letters, and change nothing. Needs no reason and leaves no audit record.")
    private boolean dryRun;

    @Override
    public Integer call() throws SQLException {
        String auditReason = dryRun ? "" : reason();
        Settings loaded = settings.load();
        ServiceFactory services = new ServiceFactory(loaded);
        ForgetField of = ForgetField.of(loaded, type, field);
        FieldTokens tokens = of.tokens(keyset.readAllEnabled(loaded));
        List<ForgetRule> rules = of.rules();
        ForgottenValues given = ForgottenValues.read(values, tokens);
        try (Database database = services.database(); ConsoleProgress progress = ConsoleProgress.ofBlocks("rows forgotten");
                Forgetting rows = open(database, rules, tokens, given, progress);
                DrainQueues queues = new DrainQueues(loaded, queue.defaultToType(type));
                DeadLetterQueue deadLetters = queues.deadLetters()) {
            LetterSearch search = new LetterSearch(new BodyOpener(services.bodySeal()), tokens, given.present());
            if (!dryRun) {
                new UnmaskAudit(database.dataSource(), loaded.unmaskDailyLimit(), ActorHost.name())
                        .recordForgetting(of.name(), auditReason, List.copyOf(given.present()));
            }
            ForgottenLetters letters = new ForgottenLetters(deadLetters, queues.of(ALL), queues.by(of.othersRoutes()), search);
            return forget(letters, rows, tokens, progress).code();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private String reason() {
        String given = reason;
        if (given == null) {
            throw new CommandException(ExitCode.USAGE, "missing --reason, which the audit records; only --dry-run needs none");
        }
        return AuditReason.checked(given);
    }

    /** Processes letters before rows, because a letter that is redriven meanwhile becomes a row. */
    private ExitCode forget(ForgottenLetters letters, Forgetting rows, FieldTokens tokens, ConsoleProgress progress) throws SQLException {
        ForgetReport report = new ForgetReport(lines, spec.commandLine().getErr(), dryRun);
        report.print(dryRun ? letters.count() : letters.delete());
        List<Forgetting.Result> results = dryRun ? rows.count() : rows.forget();
        progress.end();
        results.forEach(report::print);
        tokens.caseOfValues().filter(rule -> results.stream().allMatch(Forgetting.Result::isOfNothing)).ifPresent(report::nothingFound);
        return report.exit();
    }

    private static Forgetting open(Database database, List<ForgetRule> rules, FieldTokens tokens, ForgottenValues given,
            ConsoleProgress progress) throws SQLException {
        try {
            return Forgetting.open(database.dataSource(), rules, tokens, given.values(), progress);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.SETTINGS, "forget.yaml: " + e.getMessage());
        }
    }

    /** Adds to the error that completed work is kept. */
    private static CommandException refused(SQLException e) {
        SqlFault fault = SqlFault.of(e);
        return switch (fault.owner()) {
            case DATABASE -> new CommandException(ExitCode.DATABASE_AWAY, "the database is unavailable or busy (" + fault.description()
                    + "); run the command again later: it continues with the rows that are left");
            case RECORD -> new CommandException(ExitCode.DATABASE_REFUSES, "a table refuses to delete or change rows ("
                    + fault.description()
                    + "); check its constraints and triggers: list tables that refer to these rows before them in forget.yaml");
            case OPERATOR -> new CommandException(ExitCode.DATABASE_REFUSES, "the database refuses (" + fault.description()
                    + "); the login needs SELECT and DELETE, or UPDATE of the columns that become null, on the tables of forget.yaml, their"
                    + " partitions and all tables that inherit from them. It needs temporary tables, and no policy may hide rows from it");
        };
    }
}
