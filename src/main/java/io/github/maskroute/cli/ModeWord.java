package io.github.maskroute.cli;

import io.github.maskroute.cli.command.WordConverter;
import java.util.function.Function;
import java.util.stream.Stream;

/** Converts the values of {@code maskroute.run.mode}. */
final class ModeWord extends WordConverter<String> {

    static final String DRAIN = "drain";

    ModeWord() {
        super(Stream.of("serve", DRAIN), Function.identity());
    }
}
