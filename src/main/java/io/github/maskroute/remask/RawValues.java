package io.github.maskroute.remask;

import java.io.BufferedReader;
import java.io.IOException;

/** A text with one raw value per line. */
@FunctionalInterface
public interface RawValues {

    /**
     * Opens the text at its beginning. Called once for each database connection that the job opens.
     *
     * @throws IOException if the text cannot be read, or not a second time
     */
    BufferedReader open() throws IOException;
}
