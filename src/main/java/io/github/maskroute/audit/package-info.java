/**
 * The audit of decodings: a record is committed before a token is turned back, and records can be read and proved whole.
 *
 * <p>Nothing here decodes, and no token is stored or put into a message: records hold a hash of them.
 */
@NullMarked
package io.github.maskroute.audit;

import org.jspecify.annotations.NullMarked;
