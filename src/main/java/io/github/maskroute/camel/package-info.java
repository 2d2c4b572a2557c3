/**
 * The Processors that routes name, and the watch over the files that define them.
 *
 * <p>They turn Camel's exchanges into calls of the other packages and back; no rule of masking, batching or SQL lives
 * here. They need a {@code CamelContext}, not camel-main.
 */
@NullMarked
package io.github.maskroute.camel;

import org.jspecify.annotations.NullMarked;
