/**
 * The connection pool, the tables and their migrations, poolers, faults of SQL statements, and transactions that are rolled back.
 *
 * <p>Statements that write records are not here: they belong to the routes.
 */
@NullMarked
package io.github.maskroute.db;

import org.jspecify.annotations.NullMarked;
