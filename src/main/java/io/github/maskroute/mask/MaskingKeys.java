package io.github.maskroute.mask;


/** The source of the current masking keys, which may change at any time. Thread-safe. */
@FunctionalInterface
public interface MaskingKeys {

    /** The current keys. */
    Keyset current();
}
