/**
 * When to poll: windows of time, and the gate that pauses polling outside them. How polling pauses is not here, nor are routes.
 */
@NullMarked
package io.github.maskroute.schedule;

import org.jspecify.annotations.NullMarked;
