package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.LetterFilter;
import io.github.maskroute.text.TextInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Deletes dead letters. */
@Exits({ExitCode.SETTINGS, ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES, ExitCode.LETTERS_LEFT, ExitCode.NOT_CONFIRMED})
@Command(name = "purge", mixinStandardHelpOptions = true, description = {
    "Deletes dead letters for good, after they were redriven, exported or given up.",
    "Counts the letters, asks for confirmation, and deletes those that it counted. Requires --yes if there is no terminal."})
final class DlqPurgeCommand implements Callable<Integer> {

    @ParentCommand
    private DlqOptions dlq = new DlqOptions();

    @Mixin
    private final QueueOptions queue = new QueueOptions();

    @Mixin
    private final LetterOptions letterOptions = new LetterOptions();

    @Option(names = "--yes", description = "Delete without confirmation.")
    private boolean confirmed;

    @Override
    public Integer call() {
        if (!confirmed && !ConsoleProgress.isTerminal()) {
            throw new CommandException(ExitCode.NOT_CONFIRMED, "confirmation needs a terminal; confirm with --yes");
        }
        Settings settings = dlq.settings();
        try (DrainQueues queues = new DrainQueues(settings, queue);
                DeadLetterQueue letters = queues.deadLetters()) {
            LetterFilter filter = queues.of(letterOptions.filter(Long.MAX_VALUE));
            return purge(letters, confirmed ? filter : confirm(letters, filter)).code();
        }
    }

    /** Selects the letters that were counted. Letters that arrive while the question is open are not deleted. */
    private LetterFilter confirm(DeadLetterQueue letters, LetterFilter filter) {
        Set<String> counted = new HashSet<>();
        letters.scan(filter, page -> page.forEach(letter -> counted.add(letter.id())));
        if (!counted.isEmpty() && !isConfirmed("Delete " + counted.size() + " dead letter(s) for good? [y/N] ")) {
            throw new CommandException(ExitCode.NOT_CONFIRMED, "nothing was deleted");
        }
        return new LetterFilter(letter -> counted.contains(letter.id()), counted.size());
    }

    private ExitCode purge(DeadLetterQueue letters, LetterFilter filter) {
        AtomicLong left = new AtomicLong();
        long found;
        try (ConsoleProgress progress = dlq.progress("deleting", letters, filter)) {
            found = letters.scan(filter, page -> {
                left.addAndGet(letters.delete(page));
                progress.stepBy(page.size());
            });
        }
        dlq.lines().print("deleted " + (found - left.get()) + ", left " + left, Map.of("deleted", found - left.get(), "left", left.get()));
        if (left.get() > 0) {
            dlq.remark(left + " letter(s) could not be deleted; run the command again");
        }
        return left.get() == 0 ? ExitCode.OK : ExitCode.LETTERS_LEFT;
    }

    private boolean isConfirmed(String question) {
        PrintWriter err = dlq.errors();
        err.print(question);
        err.flush();
        try {
            String answer = TextInput.open(System.in).readLine();
            return answer != null && answer.strip().matches("(?i)y|yes");
        } catch (IOException e) {
            return false;
        }
    }
}
