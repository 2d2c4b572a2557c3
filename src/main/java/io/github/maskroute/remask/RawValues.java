package io.github.maskroute.remask;

import java.io.BufferedReader;
import java.io.IOException;

/** Where raw values are, one a line. */
@FunctionalInterface
public interface RawValues {

    /**
     * Opens them from the beginning: once for each connection to the database that the job needs.
     *
     * @throws IOException if they cannot be read (again)
     */
    BufferedReader open() throws IOException;
}
