/**
 * Loads events from files instead of the queue: reads lines, gives each its id in the ledger, and records those that are rejected.
 *
 * <p>Does not mask or store: the caller provides the consumer of the lines. A bounded number of lines is in memory at any time.
 */
@NullMarked
package io.github.maskroute.load;

import org.jspecify.annotations.NullMarked;
