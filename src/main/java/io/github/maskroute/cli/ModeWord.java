package io.github.maskroute.cli;

import io.github.maskroute.cli.command.OneOf;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a run ends: what {@code maskroute.run.mode} takes. */
final class ModeWord extends OneOf<String> {

    static final String DRAIN = "drain";

    ModeWord() {
        super(Stream.of("serve", DRAIN), Function.identity());
    }
}
