/**
 * Traces of messages, sent over OTLP. Nothing of it is loaded while tracing is off.
 *
 * <p>What leaves here are names of steps, times and message ids, never a body, a header or an exception's message.
 */
@NullMarked
package io.github.maskroute.camel.tracing;

import org.jspecify.annotations.NullMarked;
