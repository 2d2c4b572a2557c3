package io.github.maskroute.mask;

/** The keys to mask with, which may be others from one moment to the next. Safe for use by several threads. */
@FunctionalInterface
public interface MaskingKeys {

    /** The keys as they are now. */
    Keyset current();
}
