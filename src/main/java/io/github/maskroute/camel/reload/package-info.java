/**
 * Validates the files in the routes folder and reloads them while the routes run: a valid edit at once, an invalid one not at all.
 *
 * <p>Validation changes nothing: it builds the routes in a CamelContext of its own, and statements run in transactions that are rolled
 * back. The steps that routes name are in {@code camel}.
 */
@NullMarked
package io.github.maskroute.camel.reload;

import org.jspecify.annotations.NullMarked;
