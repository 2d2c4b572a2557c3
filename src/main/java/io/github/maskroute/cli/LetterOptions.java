package io.github.maskroute.cli;

import io.github.maskroute.dlq.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class LetterOptions {

    @Option(names = "--reason", paramLabel = "REASON",
            description = "Letters with this reason, as `dlq list` names it; may be repeated. Default: all.")
    private @Nullable List<String> reasons;

    @Option(names = "--since", paramLabel = "TIME", converter = Since.class,
            description = "Letters since this time: 2h or 7d ago, or 2026-11-01 (UTC), or 2026-11-01T12:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--max", paramLabel = "N", description = "So many letters at most.")
    private @Nullable Long max;

    /** @param defaultMax where none is given */
    Choice choice(long defaultMax) {
        if (max != null && max < 1) {
            throw new CommandException(ExitCode.USAGE, "--max must be 1 or more");
        }
        return Choice.of(reasons == null ? Set.of() : Set.copyOf(reasons), Optional.ofNullable(since), max == null ? defaultMax : max);
    }

    /** So long ago, or a time as the audit takes it. */
    static final class Since implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            return text.matches("[1-9][0-9]{0,5}[smhd]") ? Instant.now().minus(duration(text)) : new AuditCommand.Time().convert(text);
        }
    }

    /** A time span as settings have it: 30s, 10m, 400h or 15d. */
    static Duration duration(String text) {
        return Duration.parse((text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
    }
}
