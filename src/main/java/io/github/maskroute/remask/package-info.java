/**
 * Rewrites the tokens of a table's column to the scheme and primary key that are in force, in small transactions beside
 * running drains.
 *
 * <p>No command line here, and no raw value in any statement: what reaches the database are tokens.
 */
@NullMarked
package io.github.maskroute.remask;

import org.jspecify.annotations.NullMarked;
