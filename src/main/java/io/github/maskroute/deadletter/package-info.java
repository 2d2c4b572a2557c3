/**
 * What allows a dead letter to be redriven: the signed origin, by which the ledger identifies its record, and a body that may be sealed.
 *
 * <p>This package knows no queue, route or file, and does not log. Letters are sent and received elsewhere.
 */
@NullMarked
package io.github.maskroute.deadletter;

import org.jspecify.annotations.NullMarked;
