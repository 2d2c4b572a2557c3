package io.github.maskroute.event;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/** Size limits of a document and its parts. */
enum Limit {

    DOCUMENT("getMaxDocumentLength", 64 * 1024, "the document is over the limit of %,d characters", "send smaller events"),
    TEXT("getMaxStringLength", 4 * 1024, "a text is over the limit of %,d characters", "shorten it, or leave the field out"),
    NAME("getMaxNameLength", 256, "a name is over the limit of %,d characters", "shorten it, or leave the field out"),
    NUMBER("getMaxNumberLength", 1_000, "a number is over the limit of %,d digits", "send it as text, or leave the field out"),
    DEPTH("getMaxNestingDepth", 16, "the nesting is over the limit of %,d levels", "send flat events"),
    /** Jackson has no such limit. The few characters 1e999999999 would expand to a number of gigabytes in calculations. */
    EXPONENT("BigDecimal", 1_000, "a number has an exponent over the limit of %,d", "send it as text, or leave the field out");

    private final String constraint;
    private final int max;
    private final String problem;
    private final String remedy;

    /** @param constraint the name of the limit in Jackson's messages */
    Limit(String constraint, int max, String problem, String remedy) {
        this.constraint = constraint;
        this.max = max;
        this.problem = problem;
        this.remedy = remedy;
    }

    static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxDocumentLength(DOCUMENT.max)
                .maxStringLength(TEXT.max)
                .maxNameLength(NAME.max)
                .maxNumberLength(NUMBER.max)
                .maxNestingDepth(DEPTH.max)
                .build();
    }

    static StreamReadConstraints constraintsOfEnvelopes() {
        return constraints().rebuild().maxStringLength(DOCUMENT.max).build();
    }

    /** The exceeded limit. Jackson's message ends with its name and may quote the input, so only this method reads the message. */
    static Limit of(StreamConstraintsException broken) {
        String message = String.valueOf(broken.getOriginalMessage());
        return Arrays.stream(values()).filter(limit -> message.contains(limit.constraint)).findFirst().orElse(DOCUMENT);
    }

    /** Whether the exponent of a number in scientific notation is over the limit, however the number is written. */
    static boolean isExceededBy(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale() - 1) > EXPONENT.max;
    }

    /** The exceeded limit and the remedy. */
    String description(String position) {
        return String.format(Locale.ROOT, problem, max) + position + "; " + remedy;
    }
}
