package io.github.maskroute.remask;

/** What is to become of an old token. */
sealed interface Renewal {

    /** It gets a new one. */
    record To(String token) implements Renewal {}

    /** It stays. */
    record Left(LeftOver why) implements Renewal {}
}
