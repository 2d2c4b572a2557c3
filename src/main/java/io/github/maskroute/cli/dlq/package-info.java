/** The command {@code maskroute dlq} and its subcommands. The package {@code deadletter.tool} has the work on letters. */
@NullMarked
package io.github.maskroute.cli.dlq;

import org.jspecify.annotations.NullMarked;
