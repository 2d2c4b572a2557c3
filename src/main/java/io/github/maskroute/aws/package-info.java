/**
 * Creates clients of AWS services: proxies, region and credentials.
 *
 * <p>This package does not depend on queues, keys or settings.
 */
@NullMarked
package io.github.maskroute.aws;

import org.jspecify.annotations.NullMarked;
