/**
 * Waiting while a service is away: the pauses, and the two lines that a log gets of it.
 *
 * <p>Nothing here decides what an outage is.
 */
@NullMarked
package io.github.maskroute.outage;

import org.jspecify.annotations.NullMarked;
