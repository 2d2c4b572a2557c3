package io.github.maskroute.camel.reload;

import java.nio.file.Path;

/** A file that must not be taken. The message says where and why, in one line that may be logged. */
final class EditRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param line of the file, from 1; 0 if not known */
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
