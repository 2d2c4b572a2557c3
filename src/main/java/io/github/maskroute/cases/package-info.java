/**
 * The test cases of an event type: reading them, and comparing expected and actual outcomes.
 *
 * <p>They are run by {@code camel.reload}. Their events are invented: this is the only package whose texts may quote an event. They
 * are shown to the person who runs the cases and never logged.
 */
@NullMarked
package io.github.maskroute.cases;

import org.jspecify.annotations.NullMarked;
