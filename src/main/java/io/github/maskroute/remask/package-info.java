/**
 * Rewrites the tokens of a table's column to the current scheme and primary key, in small transactions beside running drains.
 *
 * <p>Has no command line. Sends no raw value to the database, only tokens.
 */
@NullMarked
package io.github.maskroute.remask;

import org.jspecify.annotations.NullMarked;
