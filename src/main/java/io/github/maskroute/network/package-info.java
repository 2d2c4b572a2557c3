/**
 * Which requests go by way of a proxy, and by which.
 *
 * <p>Knows no service and opens no connection; names of hosts are looked up to tell this machine from others.
 */
@NullMarked
package io.github.maskroute.network;

import org.jspecify.annotations.NullMarked;
