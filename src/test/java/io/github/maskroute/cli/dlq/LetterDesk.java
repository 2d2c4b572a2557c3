package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.Ran;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** A drain with dead letters, and {@code maskroute dlq} on its queues. Closing it looks for raw values in what was printed. */
public final class LetterDesk implements AutoCloseable {

    private static final String REFUSED = "ALTER TABLE user_logins ADD CONSTRAINT no_ios CHECK (device_type <> 'ios')";
    private static final String MENDED = "ALTER TABLE user_logins DROP CONSTRAINT no_ios";

    private final TestDrain drain;
    private final Commands commands;

    public LetterDesk(Path folder, Map<String, String> others) {
        this(folder, "", others);
    }

    public LetterDesk(Path folder, String suffix, Map<String, String> others) {
        drain = new TestDrain(suffix, others).start();
        commands = new Commands(folder);
        settings().forEach(commands::with);
    }

    public TestDrain drain() {
        return drain;
    }

    public Commands commands() {
        return commands;
    }

    /** Those of the drain, for a tool that starts in any folder. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(drain.settings());
        settings.computeIfPresent("maskroute.mask.keyset", (key, path) -> Path.of(path).toAbsolutePath().toString());
        settings.put("maskroute.dev-services", "off");
        return settings;
    }

    public Ran dlq(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "dlq";
        System.arraycopy(args, 0, all, 1, args.length);
        return commands.run(all);
    }

    /** Has the drain refuse these bodies, and waits for their letters. */
    LetterDesk refused(String... bodies) {
        int before = letters();
        drain.send(List.of(bodies)).awaitEmpty();
        return awaitLetters(before + bodies.length);
    }

    /** Good events that the table refuses for a while: their letters can be stored later. */
    public LetterDesk refusedByTheTable(int count) {
        drain.execute(REFUSED);
        refused(IntStream.range(0, count).mapToObj(TestDrain::event).toArray(String[]::new));
        drain.execute(MENDED);
        return this;
    }

    /** Puts a body in the dead-letter queue, as SQS does it, or somebody who may send there. */
    String put(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new TreeMap<>();
        attributes.forEach((name, text) -> values.put(name, MessageAttributeValue.builder().dataType("String").stringValue(text).build()));
        SendMessageRequest.Builder request = SendMessageRequest.builder().queueUrl(drain.deadLetterUrl()).messageBody(body)
                .messageAttributes(values);
        if (drain.deadLetterUrl().endsWith(".fifo")) {
            request.messageGroupId("group").messageDeduplicationId(Services.newName("dedup"));
        }
        return Services.get().client().sendMessage(request.build()).messageId();
    }

    public int letters() {
        return drain.depth(drain.deadLetterUrl());
    }

    /** Letters that somebody has received. */
    int hidden() {
        return Integer.parseInt(Services.get().client().getQueueAttributes(request -> request.queueUrl(drain.deadLetterUrl())
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    LetterDesk awaitLetters(int count) {
        await(count + " letters").atMost(TestDrain.PATIENCE).until(() -> letters() == count);
        return this;
    }

    /** Each of the events that were refused by the table is stored once, and no letter is left. */
    void assertStoredOnce(int count) {
        drain.awaitRows(count);
        assertThat(drain.rows("SELECT count(DISTINCT user_id) AS n FROM user_logins").get(0)).containsEntry("n", Integer.toString(count));
        assertThat(letters()).isZero();
    }

    @Override
    public void close() {
        drain.assertNothingLeaked(commands.said());
        drain.close();
    }
}
