package io.github.maskroute.cli;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.audit.AuditTrail;
import io.github.maskroute.audit.ChainResult;
import io.github.maskroute.audit.Filter;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.InstantConverter;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.WholeNumber;
import io.github.maskroute.db.Database;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the records of the audit, or verifies their chain. */
@Exits({ExitCode.SETTINGS, ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.CHAIN_BROKEN})
@Command(name = "audit", mixinStandardHelpOptions = true,
        description = "Shows who decoded what, when and why, newest first; or proves that the records are complete and unaltered.")
final class AuditCommand implements Callable<Integer> {

    /** Options that select and format the listed records. */
    private static final List<String> LISTING_OPTIONS = List.of("--actor", "--since", "--until", "--token", "--limit", "--csv");

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--actor", paramLabel = "LOGIN", description = "Records of this database login.")
    private @Nullable String actor;

    @Option(names = "--since", paramLabel = "TIME", converter = InstantConverter.class,
            description = "Records from this time on: " + InstantConverter.RULE + ".")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = InstantConverter.class, description = "Records before this time.")
    private @Nullable Instant until;

    @Option(names = "--token", paramLabel = "TOKEN", description = "Records of this single token, not of a CSV that contains it.")
    private @Nullable String token;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", converter = WholeNumber.FromOne.class,
            description = "The most records to list, 1 to 999999999. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--csv", description = "Print CSV with all columns, escaped for spreadsheets. --json is exact.")
    private boolean csv;

    @Option(names = "--verify", description = "Prove that no record was altered, removed or inserted, and print the chain's head.")
    private boolean verify;

    @Option(names = "--head", paramLabel = "HASH",
            description = "With --verify: a head that was printed earlier, to prove that no record was cut off since.")
    private @Nullable String head;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        checkOptions();
        try (Database database = new ServiceFactory(settings.load()).database()) {
            AuditTrail trail = new AuditTrail(database.dataSource());
            if (verify) {
                return verify(trail.verify(Optional.ofNullable(head).map(hash -> hash.toLowerCase(Locale.ROOT))));
            }
            list(new AuditListing(trail, filter()));
        }
        return ExitCode.OK.code();
    }

    /** Rejects options without effect, because the user would rely on them. */
    private void checkOptions() {
        CommandException.checkUsage(head == null || verify, "--head needs --verify");
        CommandException.checkUsage(head == null || head.matches("[0-9a-fA-F]{64}"), "--head must be the 64 hexadecimal digits that"
                + " --verify printed");
        CommandException.checkUsage(!csv || !lines.json(), "--csv and --json exclude each other; choose one of them");
        for (String option : verify ? LISTING_OPTIONS : List.<String>of()) {
            CommandException.checkUsage(!spec.commandLine().getParseResult().hasMatchedOption(option),
                    option + " and --verify exclude each other: --verify reads every record and lists none");
        }
    }

    private void list(AuditListing listing) throws IOException {
        if (csv) {
            listing.printCsv(spec.commandLine().getOut());
        } else if (listing.print(lines) == 0 && !lines.json()) {
            spec.commandLine().getErr().println("maskroute: no records");
        }
    }

    private Filter filter() {
        Filter filter = Filter.all().atMost(limit);
        filter = actor == null ? filter : filter.byActor(actor);
        filter = since == null ? filter : filter.since(since);
        filter = until == null ? filter : filter.until(until);
        return token == null ? filter : filter.byToken(token);
    }

    private int verify(ChainResult result) {
        if (result instanceof ChainResult.Whole whole) {
            lines.print(String.format(Locale.ROOT, "whole: %d records, head %s", whole.count(), whole.lastHash()),
                    Map.of("whole", true, "records", whole.count(), "head", whole.lastHash()));
            return ExitCode.OK.code();
        }
        if (result instanceof ChainResult.Broken broken) {
            String damage = switch (broken.damage()) {
                case ALTERED -> "it was altered or forged";
                case MISSING_BEFORE -> "records before it are missing";
                case WRONG_LINK -> "it does not follow the record before it";
            };
            throw new CommandException(ExitCode.CHAIN_BROKEN, "the chain is broken at record " + broken.id() + ": " + damage);
        }
        throw new CommandException(ExitCode.CHAIN_BROKEN, "the chain is intact, but no record has the given head:"
                + " the newest records were cut off, or all were rewritten");
    }
}
