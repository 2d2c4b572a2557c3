/**
 * An embedded queue, an embedded database and sample events, for trying out and for tests.
 *
 * <p>The libraries behind them are optional: nothing outside this package may need them, and a program that names its
 * own queue and database never loads them.
 */
@NullMarked
package io.github.maskroute.devservices;

import org.jspecify.annotations.NullMarked;
