/**
 * Validates and masks events: strict JSON, the JSON Schema with its masks, and the reasons for rejecting a record.
 *
 * <p>This package does not depend on queues or routes. A {@link io.github.maskroute.event.Rejection} names field and rule, and never
 * contains the value.
 */
@NullMarked
package io.github.maskroute.event;

import org.jspecify.annotations.NullMarked;
