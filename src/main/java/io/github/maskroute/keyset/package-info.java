/**
 * Keys on disk: key files, keyset folders, their wrapping by key-encryption keys, and reloading after changes.
 *
 * <p>This package does not mask values. Keys leave it only as a {@code MaskingKey} or as Tink's {@code Aead}. It never prints or logs a
 * secret.
 */
@NullMarked
package io.github.maskroute.keyset;

import org.jspecify.annotations.NullMarked;
