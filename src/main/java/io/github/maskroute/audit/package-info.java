/**
 * The audit of decodings and of forgetting. A record is committed before a token is decoded, and the chain of records can be read and
 * verified.
 *
 * <p>{@code Unmasking} is the only class that decodes tokens for a person; {@code remask} decodes them to make new ones. No
 * token is stored or put into a message: records contain a hash of them.
 */
@NullMarked
package io.github.maskroute.audit;

import org.jspecify.annotations.NullMarked;
