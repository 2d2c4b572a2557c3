package io.github.maskroute.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.deadletter.tool.BodyOpener;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.mask.Keyset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows one dead letter. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES, ExitCode.NO_LETTER})
@Command(name = "show", mixinStandardHelpOptions = true, description = {
    "Shows one dead letter: its attributes, and its body with masked fields.",
    "Fields that the schema does not name may be personal too: they are counted, not shown. `dlq export` keeps the whole letter."})
final class DlqShowCommand implements Callable<Integer> {

    @ParentCommand
    private DlqOptions dlq = new DlqOptions();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final QueueOptions queue = new QueueOptions();

    @Parameters(paramLabel = "ID", description = "Message id of the letter or of the original message")
    private String id = "";

    @Override
    public Integer call() {
        Settings settings = dlq.settings();
        Keyset keys = keyset.read(settings);
        MaskedBody masked = new MaskedBody(new ServiceFactory(settings).eventTypes(), () -> keys);
        BodyOpener bodies = new BodyOpener(new ServiceFactory(settings).bodySeal());
        Found found = find(settings);
        Letter letter = found.letter();
        Map<String, Object> fields = new LinkedHashMap<>(new LetterText(letter).fields());
        fields.put("queue", found.queue());
        Optional<String> body = bodies.of(letter);
        fields.put("origin", body.map(text -> origin(letter, text, keys)).orElse("unknown: the body cannot be opened"));
        Optional<Map<String, Object>> event = body.flatMap(masked::of);
        event.ifPresent(shown -> fields.put("event", shown));
        print(fields);
        if (event.isEmpty()) {
            dlq.remark(body.map(DlqShowCommand::notShown).orElse(
                    "the body is sealed and cannot be opened; name the folder with its key in maskroute.dead-letter.keyset"));
        }
        return ExitCode.OK.code();
    }

    private record Found(Letter letter, String queue) {}

    private Found find(Settings settings) {
        AtomicReference<@Nullable Found> found = new AtomicReference<>();
        DrainQueues.each(settings, queue, (queues, isOneOfSeveral) -> {
            if (found.get() == null) {
                try (DeadLetterQueue letters = queues.deadLetters()) {
                    letters.find(letter -> letter.isNamed(id)).ifPresent(letter -> found.set(new Found(letter, queues.name())));
                }
            }
        });
        return Optional.ofNullable(found.get()).orElseThrow(() -> new CommandException(ExitCode.NO_LETTER,
                "no visible dead letter has this message id; `maskroute dlq list` shows the visible ones, and a letter that another"
                        + " reader has received is visible again within half a minute"));
    }

    private static String origin(Letter letter, String body, Keyset keys) {
        return letter.attribute("origin").map(stamp -> new OriginStamp(() -> keys).verified(stamp, body)
                .map(origin -> origin.messageId() + " of " + origin.sentAt())
                .orElse("its stamp is invalid: made with another key, or forged")).orElse("without a stamp");
    }

    private static String notShown(String body) {
        return "the body is not a JSON object and is not shown: " + body.getBytes(StandardCharsets.UTF_8).length
                + " bytes; `maskroute dlq export` keeps it";
    }

    private void print(Map<String, Object> fields) {
        if (dlq.lines().json()) {
            dlq.lines().print("", fields);
            return;
        }
        fields.forEach((name, value) -> {
            if (value instanceof Map<?, ?> event) {
                dlq.lines().print("event", Map.of());
                event.forEach((field, shown) -> print("  " + field, shown));
            } else {
                print(name.replace('_', ' '), value);
            }
        });
    }

    private void print(String name, Object value) {
        dlq.lines().print(String.format(Locale.ROOT, "%-14s  %s", name, value instanceof JsonNode node ? node.asText() : value), Map.of());
    }
}
