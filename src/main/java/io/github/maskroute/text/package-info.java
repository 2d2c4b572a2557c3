/**
 * Reads text from files and standard input, with the same rules for all inputs, and suggests a known word for a misspelled one.
 *
 * <p>Message bodies are not read here: they are JSON, which has no byte order mark.
 */
@NullMarked
package io.github.maskroute.text;

import org.jspecify.annotations.NullMarked;
