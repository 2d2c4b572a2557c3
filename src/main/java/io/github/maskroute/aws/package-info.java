/**
 * How clients of AWS's services are made: the way through the network, the region, and whose rights they use.
 *
 * <p>Nothing here knows a queue, a key, or a setting by its name.
 */
@NullMarked
package io.github.maskroute.aws;

import org.jspecify.annotations.NullMarked;
