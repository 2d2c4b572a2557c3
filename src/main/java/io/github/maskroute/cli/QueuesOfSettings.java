package io.github.maskroute.cli;

import io.github.maskroute.Queue;
import io.github.maskroute.Settings;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The queues that the settings name, for commands. */
final class QueuesOfSettings implements AutoCloseable {

    private final Settings settings;
    private final Queue queue;

    /** @throws CommandException if none is named */
    QueuesOfSettings(Settings settings) {
        if (settings.embedsQueue()) {
            throw new CommandException(ExitCode.SETTINGS, "no queue is named; set maskroute.queue.region for AWS, or"
                    + " maskroute.queue.endpoint; a drain that runs with an embedded queue prints what leads to it");
        }
        this.settings = settings;
        this.queue = new Queue(settings);
    }

    SqsClient client() {
        return queue.plain();
    }

    String sourceUrl() {
        return url("maskroute.queue.url", "maskroute.queue.name");
    }

    String deadLetterUrl() {
        return url("maskroute.dead-letter.queue-url", "maskroute.dead-letter.queue");
    }

    private String url(String urlKey, String nameKey) {
        try {
            return settings.find(urlKey).orElseGet(
                    () -> client().getQueueUrl(request -> request.queueName(settings.get(nameKey))).queueUrl());
        } catch (QueueDoesNotExistException e) {
            throw new CommandException(ExitCode.QUEUE_REFUSES,
                    "setting " + nameKey + " names a queue that does not exist, or that this login may not see; name another");
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
