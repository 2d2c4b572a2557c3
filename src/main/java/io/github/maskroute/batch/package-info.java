/**
 * Natural batching, and the handling of batches that fail.
 *
 * <p>Items wait in a bounded queue; a worker takes whatever is pending. This package does not know what an item is: no Camel, no SQS, no
 * SQL text.
 */
@NullMarked
package io.github.maskroute.batch;

import org.jspecify.annotations.NullMarked;
