/**
 * The stand-alone program: opens what the settings name, starts the parts in order and stops them in reverse.
 *
 * <p>This package contains no rule about messages, records or values.
 */
@NullMarked
package io.github.maskroute.app;

import org.jspecify.annotations.NullMarked;
