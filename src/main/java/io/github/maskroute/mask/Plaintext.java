package io.github.maskroute.mask;

import java.util.Optional;

/** Converts canonical values to plaintext bytes for encryption, and back. Thread-safe. */
interface Plaintext {

    byte[] bytes(String canonical);

    /** The canonical value of a plaintext; empty if the bytes are not a valid plaintext. */
    Optional<String> text(byte[] bytes);
}
