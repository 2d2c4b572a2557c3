/**
 * What allows a dead letter to be redriven: the signed origin, by which the ledger identifies its record, and a body that may be sealed.
 *
 * <p>This package does not depend on queues, routes or files, and does not log. Letters are sent and received elsewhere.
 */
@NullMarked
package io.github.maskroute.deadletter;

import org.jspecify.annotations.NullMarked;
