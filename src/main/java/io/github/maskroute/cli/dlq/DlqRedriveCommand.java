package io.github.maskroute.cli.dlq;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.deadletter.tool.BodyOpener;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.LetterFilter;
import io.github.maskroute.deadletter.tool.Redrive;
import io.github.maskroute.deadletter.tool.RedriveOutcome;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Sends dead letters back to their source queue. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES, ExitCode.LETTERS_LEFT})
@Command(name = "redrive", mixinStandardHelpOptions = true, description = {
    "Sends dead letters back to the queue of their route, to be drained again after their cause was fixed.",
    "A copy carries the id and time of the original message, signed with the hmac key of the drain's keyset. The ledger identifies"
            + " the record by them: a record that was redriven twice, or stored before, is stored once.",
    "A letter is deleted only after its copy was accepted. A run may be interrupted at any point and repeated."})
final class DlqRedriveCommand implements Callable<Integer> {

    @ParentCommand
    private DlqOptions dlq = new DlqOptions();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final QueueOptions queue = new QueueOptions();

    @Mixin
    private final LetterOptions letterOptions = new LetterOptions();

    @Option(names = "--dry-run", description = "Count the letters that would be sent, and change nothing.")
    private boolean dryRun;

    @Option(names = "--as-new", description = {
        "Send copies as new messages without the original id and time, including those older than the ledger's retention.",
        "A record that is already stored is then stored a second time."})
    private boolean asNew;

    @Override
    public Integer call() {
        Settings settings = dlq.settings();
        Optional<OriginStamp> stamps = asNew ? Optional.empty() : Optional.of(stamps(settings));
        try (DrainQueues queues = new DrainQueues(settings, queue);
                DeadLetterQueue letters = queues.deadLetters()) {
            LetterFilter filter = queues.of(letterOptions.filter(Long.MAX_VALUE));
            BodyOpener bodies = new BodyOpener(new ServiceFactory(settings).bodySeal());
            Redrive redrive = new Redrive(letters, queues.sources(), bodies, stamps, settings.ledger().retention());
            long found = redrive(redrive, letters, redrive.withThoseThatCameBack(filter));
            report(redrive.outcomes(), found, filter);
            return exit(redrive.outcomes()).code();
        }
    }

    private long redrive(Redrive redrive, DeadLetterQueue letters, LetterFilter filter) {
        try (ConsoleProgress progress = dlq.progress("redriving", letters, filter)) {
            return letters.scan(filter, page -> {
                if (dryRun) {
                    redrive.dryRun(page);
                } else {
                    redrive.send(page);
                }
                progress.stepBy(page.size());
            });
        }
    }

    private OriginStamp stamps(Settings settings) {
        Keyset keys = keyset.read(settings);
        if (keys.enabled(Scheme.HMAC).isEmpty()) {
            throw new CommandException(ExitCode.WRONG_KEYSET, "the keyset has no hmac key to sign copies with; add one with"
                    + " `maskroute keys add hmac` to the keyset of the drain, or send copies with --as-new");
        }
        return new OriginStamp(() -> keys);
    }

    private void report(Map<RedriveOutcome, Long> outcomes, long found, LetterFilter filter) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("dry_run", dryRun);
        long left = 0;
        for (RedriveOutcome outcome : RedriveOutcome.values()) {
            long count = outcomes.getOrDefault(outcome, 0L);
            left += outcome == RedriveOutcome.REDRIVEN ? 0 : count;
            object.put(outcome.name().toLowerCase(Locale.ROOT), count);
        }
        dlq.lines().print((dryRun ? "would redrive " : "redriven ") + object.get("redriven") + ", left " + left, object);
        outcomes.forEach((outcome, count) -> {
            if (outcome != RedriveOutcome.REDRIVEN) {
                dlq.remark(count + " letter(s) " + outcome.description());
            }
        });
        dlq.remarkEnd(found, filter);
    }

    private ExitCode exit(Map<RedriveOutcome, Long> outcomes) {
        boolean allRedriven = outcomes.keySet().stream().allMatch(outcome -> outcome == RedriveOutcome.REDRIVEN);
        return dryRun || allRedriven ? ExitCode.OK : ExitCode.LETTERS_LEFT;
    }
}
