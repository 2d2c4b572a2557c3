package io.github.maskroute.event;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/** How large a document, and what is in it, may be. */
enum Limit {

    DOCUMENT("getMaxDocumentLength", 64 * 1024, "the document is over the limit of %,d characters", "send smaller events"),
    TEXT("getMaxStringLength", 4 * 1024, "a text is over the limit of %,d characters", "shorten it, or leave the field out"),
    NAME("getMaxNameLength", 256, "a name is over the limit of %,d characters", "shorten it, or leave the field out"),
    NUMBER("getMaxNumberLength", 1_000, "a number is over the limit of %,d digits", "send it as text, or leave the field out"),
    DEPTH("getMaxNestingDepth", 16, "the nesting is over the limit of %,d levels", "send flat events"),
    /** Jackson sets no such limit. A dozen characters, 1e999999999, would be a number of gigabytes to whoever counts with it. */
    EXPONENT("BigDecimal", 1_000, "a number has an exponent over the limit of %,d", "send it as text, or leave the field out");

    private final String constraint;
    private final int most;
    private final String problem;
    private final String remedy;

    /** @param constraint the name by which Jackson's messages call the limit */
    Limit(String constraint, int most, String problem, String remedy) {
        this.constraint = constraint;
        this.most = most;
        this.problem = problem;
        this.remedy = remedy;
    }

    static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxDocumentLength(DOCUMENT.most)
                .maxStringLength(TEXT.most)
                .maxNameLength(NAME.most)
                .maxNumberLength(NUMBER.most)
                .maxNestingDepth(DEPTH.most)
                .build();
    }

    static StreamReadConstraints constraintsOfEnvelopes() {
        return constraints().rebuild().maxStringLength(DOCUMENT.most).build();
    }

    /** The limit that is broken. Its message ends with the limit's name; what it may quote is looked at by nobody else. */
    static Limit of(StreamConstraintsException broken) {
        String message = String.valueOf(broken.getOriginalMessage());
        return Arrays.stream(values()).filter(limit -> message.contains(limit.constraint)).findFirst().orElse(DOCUMENT);
    }

    /** Whether a number has a power of ten that is over the limit, written out or not. */
    static boolean isExceededBy(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale() - 1) > EXPONENT.most;
    }

    /** The number that was too much, and what to do. */
    String words(String where) {
        return String.format(Locale.ROOT, problem, most) + where + "; " + remedy;
    }
}
