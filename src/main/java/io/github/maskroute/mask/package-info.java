/**
 * Turns a personal value into a token, or into less: canonical form, key, scheme.
 *
 * <p>Nothing here knows a file, a queue, a route or an event; nothing here logs. A raw value enters as an argument and leaves
 * as its mask says or not at all: no exception, no {@code toString} carries one.
 */
@NullMarked
package io.github.maskroute.mask;

import org.jspecify.annotations.NullMarked;
