package io.github.maskroute.cli;

import java.util.Optional;
import java.util.stream.IntStream;

/** The words of a command line, as the JVM made them of bytes. */
final class Arguments {

    private static final char UNDECODABLE = '\uFFFD';

    private Arguments() {}

    /**
     * What keeps them from being taken. Where the bytes are of another charset than the locale's, the JVM puts U+FFFD in the place of
     * what it cannot read: unequal values would become equal, and a file or a reason another one.
     */
    static Optional<String> problem(String... args) {
        return IntStream.range(0, args.length).filter(i -> args[i].indexOf(UNDECODABLE) >= 0).mapToObj(i ->
                "argument " + (i + 1) + " has bytes that are no text in " + System.getProperty("sun.jnu.encoding")
                        + ", the charset of this process; write it in UTF-8, under a locale of UTF-8").findFirst();
    }
}
