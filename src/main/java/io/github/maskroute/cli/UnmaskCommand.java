package io.github.maskroute.cli;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.audit.UnmaskAudit;
import io.github.maskroute.audit.Unmasking;
import io.github.maskroute.cli.command.ActorHost;
import io.github.maskroute.cli.command.AuditReason;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.FieldWords;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decodes tokens, and records each in the audit. */
@Exits({ExitCode.SETTINGS, ExitCode.NO_TOKEN, ExitCode.NOT_REVERSIBLE, ExitCode.UNKNOWN_KEY, ExitCode.DISABLED_KEY,
    ExitCode.TAMPERED_TOKEN, ExitCode.OTHER_FIELD, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE,
    ExitCode.WRONG_KEY_ENCRYPTION_KEY, ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.AUDIT_REFUSES})
@Command(name = "unmask", mixinStandardHelpOptions = true, description = {
    "Decodes siv and prefix tokens, each only after the audit in the database has a record of who, when and why.",
    "Prints one value a line to standard output, with control and formatting characters escaped; with --json values are exact.",
    "maskroute.unmask.daily-limit limits the number of tokens a day."})
final class UnmaskCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "The reason, in at least ten characters.")
    private String reason = "";

    @Option(names = "--keyset", required = true, paramLabel = "FOLDER",
            description = "The keyset to decode with. The drain's keyset is not a default.")
    private Path keyset = Path.of("");

    @Option(names = "--kek", paramLabel = "KEY", description = "The key that wraps the keyset: a file, or aws-kms://arn:…")
    private @Nullable String kek;

    @Option(names = "--field", paramLabel = "FIELD", completionCandidates = FieldWords.class,
            description = "The field of all tokens. Default: FIELD of a column masked_FIELD, otherwise any field.")
    private @Nullable String field;

    @Option(names = "--column", paramLabel = "NAME",
            description = "Copy a CSV with a header from --csv to standard output, and decode this column.")
    private @Nullable String column;

    @Option(names = "--csv", paramLabel = "FILE", description = "The CSV. Default: standard input.")
    private @Nullable Path csv;

    @Parameters(arity = "0..*", paramLabel = "TOKEN", description = "The tokens. The audit has a record of each.")
    private List<String> tokens = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        checkOptions();
        Settings loaded = settings.load();
        ServiceFactory services = new ServiceFactory(loaded);
        Keyset keys = services.keyset(keyset, Optional.ofNullable(kek)).read();
        EventTypes types = services.eventTypes();
        FieldMasks masks = types.masks(() -> keys);
        try (Database database = services.database()) {
            UnmaskAudit audit = new UnmaskAudit(database.dataSource(), loaded.unmaskDailyLimit(), ActorHost.name());
            Unmasking unmasking = new Unmasking(masks, field(types), audit, reason.strip());
            if (column == null) {
                decode(unmasking);
            } else {
                new CsvColumn(column, Optional.ofNullable(csv)).copy(spec.commandLine().getOut(), unmasking::values);
            }
        }
        return ExitCode.OK.code();
    }

    private void checkOptions() {
        if (tokens.isEmpty() == (column == null) || (csv != null && column == null)) {
            throw new CommandException(ExitCode.USAGE, "give either tokens or --column NAME with a CSV");
        }
        if (column != null && lines.json()) {
            throw new CommandException(ExitCode.USAGE, "--json and --column exclude each other: --column prints CSV");
        }
        AuditReason.checked(reason);
    }

    private void decode(Unmasking unmasking) {
        unmasking.check(tokens, i -> "token " + (i + 1));
        // A value that cannot be printed needs no audit record.
        for (int i = 0; i < tokens.size() && !lines.hasFailed(); i++) {
            String place = "token " + (i + 1);
            String value = unmasking.values(List.of(tokens.get(i)), alone -> place).get(0);
            lines.print(value, Map.of("token", tokens.get(i), "value", value));
        }
    }

    private Optional<String> field(EventTypes types) {
        if (field != null) {
            return Optional.of(FieldWords.resolve(types, field));
        }
        return Optional.ofNullable(column).flatMap(name -> types.fieldOfColumn(name));
    }
}
