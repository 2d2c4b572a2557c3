/**
 * What a running {@code CamelContext} shows of itself: meters, the state of its routes, and the diagram of them.
 *
 * <p>Read-only. No body, header or parameter of an endpoint leaves this package.
 */
@NullMarked
package io.github.maskroute.camel.telemetry;

import org.jspecify.annotations.NullMarked;
