/**
 * Traces of messages, exported over OTLP. No class of this package is loaded while tracing is off.
 *
 * <p>Exported spans contain names of steps, times and message ids, never a body, a header or an exception's message.
 */
@NullMarked
package io.github.maskroute.camel.tracing;

import org.jspecify.annotations.NullMarked;
