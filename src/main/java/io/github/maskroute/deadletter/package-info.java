/**
 * What makes a dead letter fit to be sent again: the origin that the ledger knows its record by, stamped so that it can be
 * believed, and a body that may be sealed.
 *
 * <p>No queue, no route and no file is known here, and nothing here logs: letters are sent and received elsewhere.
 */
@NullMarked
package io.github.maskroute.deadletter;

import org.jspecify.annotations.NullMarked;
