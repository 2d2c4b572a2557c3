package io.github.maskroute.mask;

import java.util.Optional;

/** Canonical values as bytes for an encryption, and back. Safe for use by several threads. */
interface Plaintext {

    byte[] bytes(String canonical);

    /** The canonical value of a plaintext; empty if it is none. */
    Optional<String> text(byte[] bytes);
}
