package io.github.maskroute.remask;

/** What is to become of an old token. */
sealed interface Replacement {

    /** It gets a new one. */
    record To(String token) implements Replacement {}

    /** It stays. */
    record Left(SkipReason why) implements Replacement {}
}
