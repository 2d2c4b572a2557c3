package io.github.maskroute.cli;

import io.github.maskroute.cli.command.OneOf;
import io.github.maskroute.config.RunSettings.Mode;
import java.util.Arrays;

/** The words of {@code maskroute.run.mode}. */
final class ModeWord extends OneOf<Mode> {

    ModeWord() {
        super(Arrays.stream(Mode.values()), Mode::word);
    }
}
