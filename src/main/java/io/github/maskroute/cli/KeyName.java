package io.github.maskroute.cli;

import io.github.maskroute.mask.Scheme;
import picocli.CommandLine.ITypeConverter;

/** A key as tokens name it: {@code siv.531c9b8a}. */
record KeyName(Scheme scheme, String id) {

    /** Reads one from an argument. */
    static final class Parser implements ITypeConverter<KeyName> {

        @Override
        public KeyName convert(String text) {
            int dot = text.indexOf('.');
            if (dot < 0) {
                throw new IllegalArgumentException("a key is named SCHEME.ID");
            }
            return new KeyName(Scheme.named(text.substring(0, dot)), text.substring(dot + 1));
        }
    }
}
