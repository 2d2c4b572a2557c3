package io.github.maskroute.cli.command;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/** An argument breaks the rule of its option or place. The message, without the option's name, is the rule. */
public final class MalformedArgument extends TypeConversionException {

    private static final long serialVersionUID = 1L;

    private MalformedArgument(String message) {
        super(message);
    }

    /** Of an option that takes any text, which is never shown. */
    public static MalformedArgument unshown(String rule) {
        return new MalformedArgument("must be " + rule);
    }

    /** Of an option that takes nothing personal: what was typed is shown, if it looks like that. */
    public static MalformedArgument of(String typed, String rule) {
        return of(typed, rule, List.of());
    }

    /** The same, with the words that may have been meant. */
    public static MalformedArgument of(String typed, String rule, Collection<String> words) {
        Typed word = new Typed(typed);
        return new MalformedArgument("must be " + rule + word.shown().map(shown -> ", not " + shown).orElse("")
                + word.meant(words).map(meant -> "; did you mean " + meant + "?").orElse(""));
    }
}
