/**
 * What every command shares: options and their converters, exit codes, and output.
 *
 * <p>No command lives here.
 */
@NullMarked
package io.github.maskroute.cli.command;

import org.jspecify.annotations.NullMarked;
