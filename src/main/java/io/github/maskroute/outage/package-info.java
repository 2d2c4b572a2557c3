/**
 * Outages of services: when they began and ended, their two log lines, and backoff between attempts. Also the daemon threads and the ticker
 * that periodic tasks run on, and descriptions of exceptions that quote no value.
 *
 * <p>Callers decide which failure is an outage.
 */
@NullMarked
package io.github.maskroute.outage;

import org.jspecify.annotations.NullMarked;
