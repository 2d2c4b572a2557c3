package io.github.maskroute.cli;

import io.github.maskroute.cli.command.WordConverter;
import io.github.maskroute.mask.Scheme;
import java.util.Arrays;

/** Converts the name of a masking scheme. */
final class SchemeWord extends WordConverter<Scheme> {

    SchemeWord() {
        super(Arrays.stream(Scheme.values()), Scheme::word);
    }
}
