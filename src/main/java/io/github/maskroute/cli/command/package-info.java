/**
 * Options, converters, exit codes and output that the commands share.
 *
 * <p>Contains no command.
 */
@NullMarked
package io.github.maskroute.cli.command;

import org.jspecify.annotations.NullMarked;
