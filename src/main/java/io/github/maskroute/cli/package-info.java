/**
 * The program {@code maskroute}: its commands, their options, and what they print.
 *
 * <p>Values go to standard output, all else to standard error; nothing here logs.
 */
@NullMarked
package io.github.maskroute.cli;

import org.jspecify.annotations.NullMarked;
