/**
 * What the drain asks of SQS beyond a plain client: gathered deletes, receives and sends that wait through an outage,
 * receives that can be paused, and messages without attributes that would fail a poll.
 *
 * <p>Each class decorates an {@code SqsClient} and can be left out. Nothing here knows a route or what a message says.
 */
@NullMarked
package io.github.maskroute.sqs;

import org.jspecify.annotations.NullMarked;
