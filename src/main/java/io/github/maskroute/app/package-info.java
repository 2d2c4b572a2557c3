/**
 * The stand-alone program: settings, and the parts that a host would bring itself, put together and started in order.
 *
 * <p>No rule about messages, records or values lives here.
 */
@NullMarked
package io.github.maskroute;

import org.jspecify.annotations.NullMarked;
