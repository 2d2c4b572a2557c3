package io.github.maskroute.cli;

import io.github.maskroute.cli.command.MalformedArgument;
import io.github.maskroute.cli.command.Typed;
import io.github.maskroute.mask.Scheme;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;

/** A key as tokens name it: {@code siv.531c9b8a}. */
record KeyName(Scheme scheme, String id) {

    private static final String SCHEMES = Typed.either(Arrays.stream(Scheme.values()).map(Scheme::word).toList());

    /** Reads one from an argument. */
    static final class Parser implements ITypeConverter<KeyName> {

        @Override
        public KeyName convert(String text) {
            for (Scheme scheme : Scheme.values()) {
                String prefix = scheme.keyName("");
                if (text.startsWith(prefix) && text.length() > prefix.length()) {
                    return new KeyName(scheme, text.substring(prefix.length()));
                }
            }
            throw MalformedArgument.unshown("SCHEME.ID, as `maskroute keys list` has it, with a SCHEME of " + SCHEMES);
        }
    }
}
