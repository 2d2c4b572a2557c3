package io.github.maskroute.cli;

import io.github.maskroute.cli.command.MalformedArgument;
import io.github.maskroute.cli.command.TypedWord;
import io.github.maskroute.mask.Scheme;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;

/** The name of a key in tokens, for example {@code siv.531c9b8a}. */
record KeyName(Scheme scheme, String id) {

    private static final String SCHEMES = TypedWord.either(Arrays.stream(Scheme.values()).map(Scheme::word).toList());

    /** Converts an argument. */
    static final class Converter implements ITypeConverter<KeyName> {

        @Override
        public KeyName convert(String text) {
            for (Scheme scheme : Scheme.values()) {
                String prefix = scheme.keyName("");
                if (text.startsWith(prefix) && text.length() > prefix.length()) {
                    return new KeyName(scheme, text.substring(prefix.length()));
                }
            }
            throw MalformedArgument.unshown("SCHEME.ID, as `maskroute keys list` prints it, with a SCHEME of " + SCHEMES);
        }
    }
}
