/**
 * Telemetry of a running {@code CamelContext}: meters, the state of its routes, and a diagram of them.
 *
 * <p>Read-only. No body, header or parameter of an endpoint leaves this package.
 */
@NullMarked
package io.github.maskroute.camel.telemetry;

import org.jspecify.annotations.NullMarked;
