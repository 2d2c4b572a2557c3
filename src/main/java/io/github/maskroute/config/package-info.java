/**
 * The settings: reads them, checks them, and hands them out as records by area.
 *
 * <p>Only this package knows the key of a setting as text. Nothing here opens a connection or a file that a setting names.
 */
@NullMarked
package io.github.maskroute.config;

import org.jspecify.annotations.NullMarked;
