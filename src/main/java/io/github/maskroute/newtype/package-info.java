/**
 * A new event type from samples: what the samples have in common, which of it looks personal, and the files of a type that stores it.
 *
 * <p>Samples are real events. What is kept of them are counts and names of fields, never a value; what is written or said is made
 * of these alone. Nothing here knows a queue or asks a database.
 */
@NullMarked
package io.github.maskroute.newtype;

import org.jspecify.annotations.NullMarked;
