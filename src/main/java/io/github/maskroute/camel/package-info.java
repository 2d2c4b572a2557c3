/**
 * The steps (Processors and data formats) that routes name, and the classes that the steps share.
 *
 * <p>They convert Camel exchanges into calls of the other packages and back; no rule of masking, batching or SQL is here. They need
 * a {@code CamelContext}, not camel-main.
 */
@NullMarked
package io.github.maskroute.camel;

import org.jspecify.annotations.NullMarked;
