/**
 * Decides which requests use a proxy, and which one.
 *
 * <p>This package does not depend on any service and opens no connections. It resolves host names only to recognize this machine.
 */
@NullMarked
package io.github.maskroute.network;

import org.jspecify.annotations.NullMarked;
