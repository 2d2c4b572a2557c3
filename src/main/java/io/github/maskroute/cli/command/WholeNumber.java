package io.github.maskroute.cli.command;

import picocli.CommandLine.ITypeConverter;

/** A whole number in a range. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

    /** Nine digits, as settings have them. */
    public static final int MOST = 999_999_999;

    private final int least;

    WholeNumber(int least) {
        this.least = least;
    }

    /** The range, in words. */
    public String range() {
        return least + " to " + MOST;
    }

    @Override
    public Integer convert(String text) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw MalformedArgument.of(text, "a whole number from " + range());
        }
        return Integer.valueOf(text);
    }

    /** From 1 on. */
    public static final class FromOne extends WholeNumber {
        FromOne() {
            super(1);
        }
    }

    /** From 0 on. */
    public static final class FromZero extends WholeNumber {
        FromZero() {
            super(0);
        }
    }
}
