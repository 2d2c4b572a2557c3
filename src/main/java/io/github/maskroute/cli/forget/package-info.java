/** The command {@code maskroute forget}. The package {@code forget} has the work on rows and letters. */
@NullMarked
package io.github.maskroute.cli.forget;

import org.jspecify.annotations.NullMarked;
