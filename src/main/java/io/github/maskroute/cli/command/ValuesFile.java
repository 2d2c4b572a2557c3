package io.github.maskroute.cli;

import io.github.maskroute.remask.RawValues;
import io.github.maskroute.text.HandedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Raw values in a file. */
record ValuesFile(Path file) implements RawValues {

    @Override
    public BufferedReader open() throws IOException {
        return HandedText.open(file);
    }
}
