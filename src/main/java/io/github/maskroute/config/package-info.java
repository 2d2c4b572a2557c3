/**
 * The settings: reads them, checks them, and provides them as records by area.
 *
 * <p>Other packages get values from these records; they name keys only in messages and for placeholders of routes.
 * Nothing here opens a connection or a file that a setting names.
 */
@NullMarked
package io.github.maskroute.config;

import org.jspecify.annotations.NullMarked;
