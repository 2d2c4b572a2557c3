package io.github.maskroute.cli;

import io.github.maskroute.cli.command.WordConverter;
import io.github.maskroute.config.RunSettings.Mode;
import java.util.Arrays;

/** Converts the values of {@code maskroute.run.mode}. */
final class ModeWord extends WordConverter<Mode> {

    ModeWord() {
        super(Arrays.stream(Mode.values()), Mode::word);
    }
}
