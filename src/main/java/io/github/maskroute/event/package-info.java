/**
 * What an acceptable event is and what of it is masked: strict JSON, then the JSON Schema with its masks, and the reason why a
 * record is turned away.
 *
 * <p>Nothing here knows a queue or a route. A {@link io.github.maskroute.event.Rejection} names field and rule; the
 * value that broke the rule stays out of it.
 */
@NullMarked
package io.github.maskroute.event;

import org.jspecify.annotations.NullMarked;
