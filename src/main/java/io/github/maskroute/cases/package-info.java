/**
 * Cases that stand beside an event type: how they are read, and what differs from what they say.
 *
 * <p>Who runs them is elsewhere. Their events are invented: this is the one place whose words may quote an event, to who runs the
 * cases and never to a log.
 */
@NullMarked
package io.github.maskroute.cases;

import org.jspecify.annotations.NullMarked;
