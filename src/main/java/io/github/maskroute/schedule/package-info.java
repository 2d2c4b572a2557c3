/**
 * When to poll: time windows, and the class that pauses polling outside them. The pause itself is the caller's; this package knows no
 * routes.
 */
@NullMarked
package io.github.maskroute.schedule;

import org.jspecify.annotations.NullMarked;
