/**
 * Makes a new event type from samples: the common structure of the samples, the fields that look personal, and the files of the type.
 *
 * <p>Samples are real events. Only counts and names of fields are kept, never a value, so files and output contain no value of a sample.
 * Does not use a queue or a database.
 */
@NullMarked
package io.github.maskroute.newtype;

import org.jspecify.annotations.NullMarked;
