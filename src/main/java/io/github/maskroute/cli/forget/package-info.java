/** The command {@code maskroute forget}. What it does to rows and letters is in {@code forget}. */
@NullMarked
package io.github.maskroute.cli.forget;

import org.jspecify.annotations.NullMarked;
