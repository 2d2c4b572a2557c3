package io.github.maskroute.cli;

import io.github.maskroute.audit.AuditRecord;
import io.github.maskroute.audit.AuditTrail;
import io.github.maskroute.audit.ChainResult;
import io.github.maskroute.audit.Filter;
import io.github.maskroute.db.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who decoded what, when and why. */
@Command(name = "audit", mixinStandardHelpOptions = true,
        description = "Shows who decoded what, when and why, newest first; or proves that the records are whole.")
final class AuditCommand implements Callable<Integer> {

    private static final String[] COLUMNS =
            {"id", "at", "actor", "actor_host", "reason", "token_hash", "count", "prev_hash", "hash"};

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--actor", paramLabel = "LOGIN", description = "Records of this login of the database.")
    private @Nullable String actor;

    @Option(names = "--since", paramLabel = "TIME", converter = Time.class,
            description = "Records from this time on: 2026-11-01 (UTC) or 2026-11-01T12:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = Time.class, description = "Records before this time.")
    private @Nullable Instant until;

    @Option(names = "--token", paramLabel = "TOKEN", description = "Records of this token by itself, not among those of a CSV.")
    private @Nullable String token;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Records at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--csv", description = "Print CSV with all columns.")
    private boolean csv;

    @Option(names = "--verify", description = "Prove that no record was altered, taken out or put in, and print the chain's head.")
    private boolean verify;

    @Option(names = "--head", paramLabel = "HASH",
            description = "With --verify: a head printed earlier, to prove that nothing was cut off since.")
    private @Nullable String head;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || (head != null && !verify)) {
            throw new CommandException(ExitCode.USAGE, "--limit must be 1 or more, and --head goes with --verify");
        }
        try (Database database = DatabaseOfSettings.open(settings.load())) {
            AuditTrail trail = new AuditTrail(database.dataSource());
            if (verify) {
                return verify(trail.verify(Optional.ofNullable(head)));
            }
            if (csv) {
                printCsv(trail);
            } else {
                trail.forEach(filter(), this::print);
            }
        }
        return ExitCode.OK.code();
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
        throw new CommandException(ExitCode.CHAIN_BROKEN, "the records that are there fit together, but none has the head that was given:"
                + " the newest were cut off, or all written anew");
    }

    private void print(AuditRecord row) {
        lines.print(String.format(Locale.ROOT, "%d  %s  %s (%s)  %d  %s  %.12s…", row.id(), row.at().truncatedTo(ChronoUnit.SECONDS),
                printable(row.actor()), printable(row.actorHost()), row.count(), printable(row.reason()), row.tokenHash()), fields(row));
    }

    private void printCsv(AuditTrail trail) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (CSVPrinter printer = CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator('\n').get().print(out)) {
            trail.forEach(filter(), row -> {
                try {
                    printer.printRecord(fields(row).values());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static Map<String, Object> fields(AuditRecord row) {
        Object[] values = {row.id(), row.at().toString(), row.actor(), row.actorHost(), row.reason(), row.tokenHash(), row.count(),
            row.prevHash(), row.hash()};
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.length; i++) {
            fields.put(COLUMNS[i], values[i]);
        }
        return fields;
    }

    /** What somebody typed must not steer the terminal of who reads it. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }

    /** A day, from its start in UTC, or a moment. */
    static final class Time implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            return text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
    }
}
