package io.github.maskroute.cli;

import io.github.maskroute.cli.command.OneOf;
import io.github.maskroute.mask.Scheme;
import java.util.Arrays;

/** A masking scheme by its word. */
final class SchemeWord extends OneOf<Scheme> {

    SchemeWord() {
        super(Arrays.stream(Scheme.values()), Scheme::word);
    }
}
