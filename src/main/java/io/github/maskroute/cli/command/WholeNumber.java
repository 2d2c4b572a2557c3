package io.github.maskroute.cli.command;

import picocli.CommandLine.ITypeConverter;

/** Converts a whole number in a range. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

    /** Nine digits, the limit of settings too. */
    public static final int MAX = 999_999_999;

    private final int min;

    WholeNumber(int min) {
        this.min = min;
    }

    /** The range as text. */
    public String range() {
        return min + " to " + MAX;
    }

    @Override
    public Integer convert(String text) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min) {
            throw MalformedArgument.of(text, "a whole number from " + range());
        }
        return Integer.valueOf(text);
    }

    /** From 1. */
    public static final class FromOne extends WholeNumber {
        FromOne() {
            super(1);
        }
    }

    /** From 0. */
    public static final class FromZero extends WholeNumber {
        FromZero() {
            super(0);
        }
    }
}
