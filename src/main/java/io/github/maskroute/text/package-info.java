/**
 * Texts that people hand in, in files and in standard input: one reader, so that all of them are read alike.
 *
 * <p>Bodies of messages do not come this way: those are JSON, which has no byte order mark.
 */
@NullMarked
package io.github.maskroute.text;

import org.jspecify.annotations.NullMarked;
