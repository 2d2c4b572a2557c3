/**
 * What is wrong with the certificate that a service shows.
 *
 * <p>Never decides which certificates are good: that is the JVM's and the driver's, and nothing here loosens it.
 */
@NullMarked
package io.github.maskroute.tls;

import org.jspecify.annotations.NullMarked;
