package io.github.maskroute.cli;

import java.util.Optional;
import java.util.stream.IntStream;

/** The arguments of the command line, as the JVM decoded them. */
final class Arguments {

    private static final char UNDECODABLE = '\uFFFD';

    private Arguments() {}

    /**
     * The reason to reject the arguments. The JVM replaces bytes that are not valid in the locale's charset by U+FFFD: different values
     * would become equal, and a file name or a reason would change.
     */
    static Optional<String> problem(String... args) {
        return IntStream.range(0, args.length).filter(i -> args[i].indexOf(UNDECODABLE) >= 0).mapToObj(i ->
                "argument " + (i + 1) + " has bytes that are not valid in " + System.getProperty("sun.jnu.encoding")
                        + ", the charset of this process; write it in UTF-8, under a UTF-8 locale").findFirst();
    }
}
