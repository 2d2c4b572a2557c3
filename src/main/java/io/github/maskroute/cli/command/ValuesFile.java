package io.github.maskroute.cli.command;

import io.github.maskroute.remask.RawValues;
import io.github.maskroute.text.TextInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Raw values in a file. */
public record ValuesFile(Path file) implements RawValues {

    @Override
    public BufferedReader open() throws IOException {
        return TextInput.open(file);
    }
}
