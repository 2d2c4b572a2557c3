/**
 * The connection pool and the tables. Statements about records are not here: they are the routes'.
 */
@NullMarked
package io.github.maskroute.db;

import org.jspecify.annotations.NullMarked;
