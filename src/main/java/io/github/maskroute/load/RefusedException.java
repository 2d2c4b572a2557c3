package io.github.maskroute.load;

import java.io.IOException;

/** Bytes cannot be had, or are not what they should be. The message says why in words of ours. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
        super(why);
    }
}
