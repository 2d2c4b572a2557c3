/**
 * Keys on disk: key files, keyset folders, what wraps them, and taking over their changes.
 *
 * <p>No value is masked here, and no key leaves but as a {@code MaskingKey} or as Tink's {@code Aead}: nothing here prints or
 * logs a secret.
 */
@NullMarked
package io.github.maskroute.keyset;

import org.jspecify.annotations.NullMarked;
