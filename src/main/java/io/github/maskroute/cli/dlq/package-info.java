/** The command {@code maskroute dlq} and its subcommands. What they do to letters is in {@code deadletter.tool}. */
@NullMarked
package io.github.maskroute.cli.dlq;

import org.jspecify.annotations.NullMarked;
