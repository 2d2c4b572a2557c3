package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.CommandException;
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

/** The end of them. */
@Exits({ExitCode.SETTINGS, ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES, ExitCode.LETTERS_LEFT, ExitCode.NOT_CONFIRMED})
@Command(name = "purge", mixinStandardHelpOptions = true, description = {
    "Deletes dead letters for good: after they were redriven, exported or given up.",
    "Counts them and asks first, and then deletes those that it counted. Without a terminal it needs --yes."})
final class DlqPurgeCommand implements Callable<Integer> {

    @ParentCommand
    private DlqCommand dlq = new DlqCommand();

    @Mixin
    private final QueueChoice queue = new QueueChoice();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        if (!yes && !Boolean.getBoolean("cli.terminal")) {
            throw new CommandException(ExitCode.NOT_CONFIRMED, "there is no terminal to ask on; confirm with --yes");
        }
        Settings settings = dlq.settings();
        try (DrainQueues queues = new DrainQueues(settings, queue);
                DeadLetterQueue letters = queues.deadLetters()) {
            LetterFilter choice = queues.of(which.choice(Long.MAX_VALUE));
            return purge(letters, yes ? choice : confirmed(letters, choice)).code();
        }
    }

    /** Those that were counted, and none that came while the question stood. */
    private LetterFilter confirmed(DeadLetterQueue letters, LetterFilter choice) {
        Set<String> counted = new HashSet<>();
        letters.scan(choice, page -> page.forEach(letter -> counted.add(letter.id())));
        if (!counted.isEmpty() && !isAgreed("Delete " + counted.size() + " dead letter(s) for good? [y/N] ")) {
            throw new CommandException(ExitCode.NOT_CONFIRMED, "nothing was deleted");
        }
        return new LetterFilter(letter -> counted.contains(letter.id()), counted.size());
    }

    private ExitCode purge(DeadLetterQueue letters, LetterFilter choice) {
        AtomicLong left = new AtomicLong();
        long found;
        try (LetterBar bar = new LetterBar("deleting", !dlq.lines().json(), () -> letters.size(choice))) {
            found = letters.scan(choice, page -> {
                left.addAndGet(letters.delete(page));
                bar.stepBy(page.size());
            });
        }
        dlq.lines().print("deleted " + (found - left.get()) + ", left " + left, Map.of("deleted", found - left.get(), "left", left.get()));
        if (left.get() > 0) {
            dlq.remark(left + " letter(s) could not be deleted; run the command again");
        }
        return left.get() == 0 ? ExitCode.OK : ExitCode.LETTERS_LEFT;
    }

    private boolean isAgreed(String question) {
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
