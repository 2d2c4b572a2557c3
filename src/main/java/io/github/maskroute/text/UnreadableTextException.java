package io.github.maskroute.text;

import java.io.IOException;

/** Input is not text in a supported encoding. The message has the place and the remedy, and never quotes the input. */
public final class UnreadableTextException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param problem completes the sentence 'the file …' */
    UnreadableTextException(String problem) {
        super(problem);
    }
}
