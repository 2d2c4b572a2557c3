/**
 * Natural batching, and what to do with a batch that fails.
 *
 * <p>Items wait in a bounded queue; a worker takes whatever is there. Nothing here knows what an item is: no Camel, no
 * SQS, no SQL text.
 */
@NullMarked
package io.github.maskroute.batch;

import org.jspecify.annotations.NullMarked;
