/**
 * The program {@code maskroute}: its commands, options and output.
 *
 * <p>Results go to standard output, errors and remarks to standard error. No class of this package logs.
 */
@NullMarked
package io.github.maskroute.cli;

import org.jspecify.annotations.NullMarked;
