package io.github.maskroute.cli;

import io.github.maskroute.remask.RawValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Raw values in a file. */
record ValuesFile(Path file) implements RawValues {

    @Override
    public BufferedReader open() throws IOException {
        return Files.newBufferedReader(file);
    }
}
