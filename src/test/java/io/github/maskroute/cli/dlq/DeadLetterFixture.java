package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.cli.Commands;
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

/** A drain with dead letters, and {@code maskroute dlq} on its queues. {@link #close} asserts that no raw value was printed. */
public final class DeadLetterFixture implements AutoCloseable {

    private static final String REJECTED = "ALTER TABLE user_logins ADD CONSTRAINT no_ios CHECK (device_type <> 'ios')";
    private static final String ACCEPTED = "ALTER TABLE user_logins DROP CONSTRAINT no_ios";

    private final TestDrain drain;
    private final Commands commands;

    public DeadLetterFixture(Path folder, Map<String, String> others) {
        this(folder, "", others);
    }

    public DeadLetterFixture(Path folder, String suffix, Map<String, String> others) {
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

    /** The settings of the drain with absolute paths. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(drain.settings());
        settings.computeIfPresent("maskroute.mask.keyset", (key, path) -> Path.of(path).toAbsolutePath().toString());
        settings.put("maskroute.dev-services", "off");
        return settings;
    }

    public CommandResult dlq(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "dlq";
        System.arraycopy(args, 0, all, 1, args.length);
        return commands.run(all);
    }

    /** Sends bodies that the drain rejects, and waits for their letters. */
    DeadLetterFixture refused(String... bodies) {
        int before = letters();
        drain.send(List.of(bodies)).awaitEmpty();
        return awaitLetters(before + bodies.length);
    }

    /** Sends valid events that a temporary constraint rejects: their letters can be stored later. */
    public DeadLetterFixture refusedByTheTable(int count) {
        drain.execute(REJECTED);
        refused(IntStream.range(0, count).mapToObj(TestDrain::event).toArray(String[]::new));
        drain.execute(ACCEPTED);
        return this;
    }

    /** Sends a body to the dead-letter queue directly. */
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

    /** The number of letters that a reader has received. */
    int hidden() {
        return Integer.parseInt(Services.get().client().getQueueAttributes(request -> request.queueUrl(drain.deadLetterUrl())
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    DeadLetterFixture awaitLetters(int count) {
        await(count + " letters").atMost(TestDrain.PATIENCE).until(() -> letters() == count);
        return this;
    }

    /** Asserts that each of the events that the table had rejected is stored once, and that no letter is left. */
    void assertStoredOnce(int count) {
        drain.awaitRows(count);
        assertThat(drain.rows("SELECT count(DISTINCT user_id) AS n FROM user_logins").get(0)).containsEntry("n", Integer.toString(count));
        assertThat(letters()).isZero();
    }

    @Override
    public void close() {
        drain.assertNothingLeaked(commands.printed());
        drain.close();
    }
}
