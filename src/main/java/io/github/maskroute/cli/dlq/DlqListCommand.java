package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.config.TimeSpan;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.deadletter.tool.LetterFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What there is. */
@Exits({ExitCode.SETTINGS, ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES})
@Command(name = "list", mixinStandardHelpOptions = true, description = {
    "Lists dead letters with age, reason and detail, in no order, then counts them by reason. Shows no body, and needs no key.",
    "Of several dead-letter queues it lists one after the other.",
    "Letters are hidden from others meanwhile, and their receive counts go up. Default of --max: 1000."})
final class DlqListCommand implements Callable<Integer> {

    private static final long MAX = 1_000;
    private static final String LINE = "%-36s  %5s  %-14s  %s";

    @ParentCommand
    private DlqCommand dlq = new DlqCommand();

    @Mixin
    private final QueueChoice queue = new QueueChoice();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    /** By reason, of all queues. */
    private final Map<String, Long> counts = new TreeMap<>();

    private long found;

    @Override
    public Integer call() {
        LetterFilter choice = which.choice(MAX);
        DrainQueues.each(dlq.settings(), queue, (queues, ofSeveral) -> {
            try (DeadLetterQueue letters = queues.deadLetters()) {
                AtomicBoolean headed = new AtomicBoolean(dlq.lines().json());
                found += letters.scan(queues.of(new LetterFilter(choice.letters(), choice.max() - found)), page -> {
                    if (!headed.getAndSet(true)) {
                        printHead(ofSeveral ? Optional.of(queues.name()) : Optional.empty());
                    }
                    print(page, queues.name());
                });
            }
        });
        printCounts();
        dlq.remarkEnd(found, choice);
        return ExitCode.OK.code();
    }

    private void printHead(Optional<String> name) {
        if (name.isPresent()) {
            if (!counts.isEmpty()) {
                dlq.lines().print("", Map.of());
            }
            dlq.lines().print("dead-letter queue " + name.get(), Map.of());
        }
        dlq.lines().print(String.format(Locale.ROOT, LINE, "message id", "age", "reason", "detail"), Map.of());
    }

    private void print(List<Letter> page, String queueName) {
        for (Letter letter : page) {
            LetterText text = new LetterText(letter);
            counts.merge(text.reason(), 1L, Long::sum);
            String id = text.attribute("message-id").orElse(letter.id());
            Map<String, Object> fields = text.fields();
            fields.put("queue", queueName);
            String age = TimeSpan.formatRoughly(Duration.between(letter.sentAt(), Instant.now()));
            dlq.lines().print(
                    String.format(Locale.ROOT, LINE, id, age, text.reason(), text.attribute("detail").orElse("-")), fields);
        }
    }

    private void printCounts() {
        if (dlq.lines().json()) {
            Map<String, Object> total = new LinkedHashMap<>();
            total.put("letters", found);
            total.put("by_reason", counts);
            dlq.lines().print("", total);
        } else if (found > 0) {
            dlq.lines().print("", Map.of());
            counts.forEach((reason, count) -> dlq.lines().print(String.format(Locale.ROOT, "%7d  %s", count, reason), Map.of()));
        }
    }
}
