/**
 * SQS clients with more than plain requests: batched deletes, receives and sends that wait during an outage, receives that can be paused or
 * limited, and messages without attributes that would fail a poll. Also names, URLs, message counts and faults of queues.
 *
 * <p>The clients decorate an {@code SqsClient} and each can be left out. This package knows no route and no content of a message.
 */
@NullMarked
package io.github.maskroute.sqs;

import org.jspecify.annotations.NullMarked;
