/**
 * Events from files instead of the queue: reads lines, names each in the ledger, and writes down those that are rejected.
 *
 * <p>Nothing here masks or stores: what takes a line is given by the caller. A bounded number of lines is in memory at any time.
 */
@NullMarked
package io.github.maskroute.load;

import org.jspecify.annotations.NullMarked;
