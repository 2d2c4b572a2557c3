/**
 * Work on the dead-letter queue: looking through it, sending letters back, writing them to an encrypted file, deleting them.
 *
 * <p>Knows SQS, not the command line; prints and logs nothing. A letter leaves the queue only after its copy was accepted, or
 * because its deletion was asked for.
 */
@NullMarked
package io.github.maskroute.dlq;

import org.jspecify.annotations.NullMarked;
