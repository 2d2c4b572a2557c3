/**
 * An embedded queue, an embedded database and sample events, for trial runs and tests.
 *
 * <p>Their libraries are optional. No other package may depend on them, and a program with its own queue and database never loads them.
 */
@NullMarked
package io.github.maskroute.devservices;

import org.jspecify.annotations.NullMarked;
