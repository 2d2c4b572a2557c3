/**
 * Takes what is stored of a person out again: rows that hold a token of one of his values, by whichever key and scheme it was made,
 * and dead letters that hold the value itself.
 *
 * <p>No command line here, and no raw value in any statement: what reaches the database are tokens. What is done with the rows of a
 * table is for a type's {@code forget.yaml} to say.
 */
@NullMarked
package io.github.maskroute.forget;

import org.jspecify.annotations.NullMarked;
