/**
 * What is to be seen of a running drain over HTTP: metrics, health, and the status page with its figures.
 *
 * <p>Everything here may be read by anybody who reaches the port: numbers, names and states, never a value of a record,
 * a key or a credential. Nothing here changes what the drain does.
 */
@NullMarked
package io.github.maskroute.observe;

import org.jspecify.annotations.NullMarked;
