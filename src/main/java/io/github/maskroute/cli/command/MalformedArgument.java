package io.github.maskroute.cli.command;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/** An argument breaks the rule of its option or parameter. The message is the rule, without the option's name. */
public final class MalformedArgument extends TypeConversionException {

    private static final long serialVersionUID = 1L;

    private MalformedArgument(String message) {
        super(message);
    }

    /** For an option whose values may be personal: the argument is not quoted. */
    public static MalformedArgument unshown(String rule) {
        return new MalformedArgument("must be " + rule);
    }

    /** For an option whose values are not personal: the argument is quoted if it looks like a word or a number. */
    public static MalformedArgument of(String argument, String rule) {
        return of(argument, rule, List.of());
    }

    /** Also suggests the most similar of the valid words. */
    public static MalformedArgument of(String argument, String rule, Collection<String> validWords) {
        TypedWord word = new TypedWord(argument);
        return new MalformedArgument("must be " + rule + word.quotable().map(quoted -> ", not " + quoted).orElse("")
                + word.closest(validWords).map(similar -> "; did you mean " + similar + "?").orElse(""));
    }
}
