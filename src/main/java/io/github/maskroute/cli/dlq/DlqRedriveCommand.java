package io.github.maskroute.cli.dlq;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
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

/** Back to where they came from. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES, ExitCode.LETTERS_LEFT})
@Command(name = "redrive", mixinStandardHelpOptions = true, description = {
    "Sends dead letters back to the queue of their route, to be drained again: after the cause was mended.",
    "A copy carries the id and time of the original message, in a stamp by the hmac key of the drain's keyset, and the ledger counts"
            + " those: a record that was redriven twice, or was stored before, is stored once.",
    "A letter is deleted only after its copy was accepted. A run may be interrupted at any point, and repeated."})
final class DlqRedriveCommand implements Callable<Integer> {

    @ParentCommand
    private DlqCommand dlq = new DlqCommand();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final QueueChoice queue = new QueueChoice();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(names = "--dry-run", description = "Count what would be sent, and change nothing.")
    private boolean dryRun;

    @Option(names = "--as-new", description = {
        "Send copies without a stamp, as new messages, also those older than the ledger's retention.",
        "A record that is stored already is then stored a second time."})
    private boolean asNew;

    @Override
    public Integer call() {
        Settings settings = dlq.settings();
        Optional<OriginStamp> stamps = asNew ? Optional.empty() : Optional.of(stamps(settings));
        try (DrainQueues queues = new DrainQueues(settings, queue);
                DeadLetterQueue letters = queues.deadLetters()) {
            LetterFilter choice = queues.of(which.choice(Long.MAX_VALUE));
            Redrive redrive = new Redrive(letters, queues.sources(), new BodyOpener(new ServiceFactory(settings).bodySeal()), stamps, settings.ledger().retention());
            long found = redrive(redrive, letters, redrive.withThoseThatCameBack(choice));
            report(redrive.outcomes(), found, choice);
            return exit(redrive.outcomes()).code();
        }
    }

    private long redrive(Redrive redrive, DeadLetterQueue letters, LetterFilter choice) {
        try (LetterBar bar = new LetterBar("redriving", !dlq.lines().json(), () -> letters.size(choice))) {
            return letters.scan(choice, page -> {
                if (dryRun) {
                    redrive.dryRun(page);
                } else {
                    redrive.send(page);
                }
                bar.stepBy(page.size());
            });
        }
    }

    private OriginStamp stamps(Settings settings) {
        Keyset keys = keyset.read(settings);
        if (keys.enabled(Scheme.HMAC).isEmpty()) {
            throw new CommandException(ExitCode.WRONG_KEYSET, "the keyset has no hmac key to stamp copies with; add one with"
                    + " `maskroute keys add hmac` to the keyset of the drain, or send copies with --as-new");
        }
        return new OriginStamp(() -> keys);
    }

    private void report(Map<RedriveOutcome, Long> fates, long found, LetterFilter choice) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("dry_run", dryRun);
        long left = 0;
        for (RedriveOutcome fate : RedriveOutcome.values()) {
            long count = fates.getOrDefault(fate, 0L);
            left += fate == RedriveOutcome.REDRIVEN ? 0 : count;
            object.put(fate.name().toLowerCase(Locale.ROOT), count);
        }
        dlq.lines().print((dryRun ? "would redrive " : "redriven ") + object.get("redriven") + ", left " + left, object);
        fates.forEach((fate, count) -> {
            if (fate != RedriveOutcome.REDRIVEN) {
                dlq.remark(count + " letter(s) " + fate.words());
            }
        });
        dlq.remarkEnd(found, choice);
    }

    private ExitCode exit(Map<RedriveOutcome, Long> fates) {
        return dryRun || fates.keySet().stream().allMatch(fate -> fate == RedriveOutcome.REDRIVEN) ? ExitCode.OK : ExitCode.LETTERS_LEFT;
    }
}
