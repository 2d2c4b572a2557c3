/**
 * The stand-alone program: opens what the settings name, starts the parts in order and stops them in reverse.
 *
 * <p>No rule about messages, records or values lives here.
 */
@NullMarked
package io.github.maskroute.app;

import org.jspecify.annotations.NullMarked;
