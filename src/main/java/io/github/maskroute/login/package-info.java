/**
 * The row of a login event: what its version and its date become in the table.
 *
 * <p>Nothing here masks, and nothing here knows a queue or a route.
 */
@NullMarked
package io.github.maskroute.login;

import org.jspecify.annotations.NullMarked;
