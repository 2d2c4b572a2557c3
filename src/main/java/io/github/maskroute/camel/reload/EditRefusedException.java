package io.github.maskroute.camel.reload;

import java.nio.file.Path;

/** A file is invalid and must not be reloaded. The message names place and cause, in one line that may be logged. */
final class EditRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param line in the file, from 1; 0 if unknown */
    EditRefusedException(Path file, int line, String cause) {
        this(new Problem(file, line, cause));
    }

    private EditRefusedException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
