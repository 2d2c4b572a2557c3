/**
 * Masks personal values: reads the canonical form, then makes a token with a key and a scheme, or keeps a harmless part.
 *
 * <p>This package does not depend on files, queues, routes or events, and does not log. A raw value comes in as an argument and goes out
 * only as its mask defines. No exception and no {@code toString} contains one.
 */
@NullMarked
package io.github.maskroute.mask;

import org.jspecify.annotations.NullMarked;
