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

/** Lists dead letters and counts them by reason. */
@Exits({ExitCode.SETTINGS, ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES})
@Command(name = "list", mixinStandardHelpOptions = true, description = {
    "Lists dead letters with age, reason and detail, in no particular order, then counts them by reason. Shows no body, needs no key.",
    "Lists several dead-letter queues one after the other.",
    "Meanwhile the letters are hidden from other readers; their receive counts go up. Default of --max: 1000."})
final class DlqListCommand implements Callable<Integer> {

    private static final long DEFAULT_MAX = 1_000;
    private static final String LINE = "%-36s  %5s  %-14s  %s";

    @ParentCommand
    private DlqOptions dlq = new DlqOptions();

    @Mixin
    private final QueueOptions queue = new QueueOptions();

    @Mixin
    private final LetterOptions letterOptions = new LetterOptions();

    /** Letters of all queues, by reason. */
    private final Map<String, Long> counts = new TreeMap<>();

    private long found;

    @Override
    public Integer call() {
        LetterFilter filter = letterOptions.filter(DEFAULT_MAX);
        DrainQueues.each(dlq.settings(), queue, (queues, isOneOfSeveral) -> {
            try (DeadLetterQueue letters = queues.deadLetters()) {
                AtomicBoolean isHeadPrinted = new AtomicBoolean(dlq.lines().json());
                found += letters.scan(queues.of(new LetterFilter(filter.letters(), filter.max() - found)), page -> {
                    if (!isHeadPrinted.getAndSet(true)) {
                        printHead(isOneOfSeveral ? Optional.of(queues.name()) : Optional.empty());
                    }
                    print(page, queues.name());
                });
            }
        });
        printCounts();
        dlq.remarkEnd(found, filter);
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
