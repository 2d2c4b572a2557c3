package io.github.maskroute;

import io.github.maskroute.app.Program;
import java.nio.file.Path;

/** The stand-alone program, as {@code mvn camel:run} starts it. */
public final class Maskroute {

    private Maskroute() {}

    /**
     * Runs until SIGINT or SIGTERM, or, in mode drain, until the queues are empty. The exit code is 0 after that, and 1 if the program
     * cannot start with these settings.
     */
    public static void main(String[] args) throws InterruptedException {
        Program.main(Path.of("application.properties"));
    }
}
