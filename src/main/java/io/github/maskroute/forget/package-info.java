/**
 * Erases the data of a person: rows with a token of a value, by any key and scheme, and dead letters with the value itself. A type's
 * {@code forget.yaml} defines what happens to the rows of each table.
 *
 * <p>Has no command line. Sends no raw value to the database, only tokens.
 */
@NullMarked
package io.github.maskroute.forget;

import org.jspecify.annotations.NullMarked;
