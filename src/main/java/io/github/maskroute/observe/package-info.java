/**
 * What a running drain shows over HTTP: metrics, health and the status page.
 *
 * <p>Anybody who reaches the port may read all of it: numbers, names and states, never a value of a record, a key or a credential. Nothing
 * here asks a service or changes the drain: other packages pass in what is shown.
 */
@NullMarked
package io.github.maskroute.observe;

import org.jspecify.annotations.NullMarked;
