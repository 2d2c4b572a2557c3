package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.InstantConverter;
import io.github.maskroute.cli.command.WholeNumber;
import io.github.maskroute.deadletter.tool.LetterFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select dead letters. */
final class LetterOptions {

    @Option(names = "--reason", paramLabel = "REASON", converter = ReasonWord.class, completionCandidates = ReasonWord.class,
            description = "Letters with this reason: ${COMPLETION-CANDIDATES}; may be repeated. Default: all.")
    private @Nullable List<String> reasons;

    @Option(names = "--since", paramLabel = "TIME", converter = InstantConverter.class,
            description = "Letters since this time: " + InstantConverter.RULE + ".")
    private @Nullable Instant since;

    @Option(names = "--max", paramLabel = "N", converter = WholeNumber.FromOne.class,
            description = "The most letters to process, 1 to 999999999.")
    private @Nullable Integer max;

    /** @param defaultMax the limit if {@code --max} is not given */
    LetterFilter filter(long defaultMax) {
        return LetterFilter.of(reasons == null ? Set.of() : Set.copyOf(reasons), Optional.ofNullable(since),
                max == null ? defaultMax : max);
    }
}
