package io.github.maskroute.text;

import java.io.IOException;

/** Bytes that are not the text of any encoding that is read. The message says which, where and what to do; it quotes nothing. */
public final class UnreadableTextException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param problem to complete the sentence 'the file …' */
    UnreadableTextException(String problem) {
        super(problem);
    }
}
