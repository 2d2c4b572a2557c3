package io.github.maskroute.newtype;

import java.util.List;
import java.util.Optional;

/**
 * A proposed mask for a field.
 *
 * @param kind of mask, as in {@code x-mask}
 * @param sure {@code sure}, {@code likely} or {@code perhaps}
 * @param because the reason, without any value
 */
public record MaskProposal(String kind, String sure, String because) {

    /** Formats of personal values, in the order in which the first match decides. */
    private static final List<ValueFormat> PERSONAL = List.of(ValueFormat.EMAIL, ValueFormat.ADDRESS, ValueFormat.IBAN, ValueFormat.PHONE,
            ValueFormat.NATIONAL, ValueFormat.CARD, ValueFormat.EMAIL_WITHIN);

    /** From this number of values on, a common format is not a coincidence. */
    private static final int ENOUGH = 3;

    /**
     * Proposes a mask for texts.
     *
     * @param hint of the field's name
     */
    static Optional<MaskProposal> of(TextStatistics texts, Optional<NameHint> hint) {
        return PERSONAL.stream().filter(format -> isLikely(format, texts, hint)).findFirst().map(format -> byFormat(format, texts, hint))
                .or(() -> hint.map(found -> byName(found, texts)));
    }

    /** One of ten numbers has the check digit of a card by coincidence. */
    private static boolean isLikely(ValueFormat format, TextStatistics texts, Optional<NameHint> hint) {
        return format == ValueFormat.CARD && hint.isEmpty() ? texts.matching(format) * 2 > texts.filled() : texts.matching(format) > 0;
    }

    private static MaskProposal byFormat(ValueFormat format, TextStatistics texts, Optional<NameHint> hint) {
        boolean all = texts.matching(format) == texts.filled();
        // A name that suggests something else is not a reason.
        Optional<NameHint> same = hint.filter(found -> hintOf(format).filter(found::equals).isPresent());
        String because = texts.matching(format) + " of " + texts.filled() + " values look like " + format.description()
                + same.map(found -> ", and its name suggests " + found.description()).orElse("");
        String sure = all && (texts.filled() >= ENOUGH || same.isPresent()) ? "sure" : "likely";
        return new MaskProposal(switch (format) {
            case EMAIL -> all ? "email" : "text";
            case ADDRESS -> all ? "address" : "text";
            case PHONE -> all ? "phone" : "text";
            case CARD, EMAIL_WITHIN -> "redact";
            default -> "text";
        }, sure, because);
    }

    /** The hint of a name for values of a format. */
    private static Optional<NameHint> hintOf(ValueFormat format) {
        return switch (format) {
            case EMAIL, EMAIL_WITHIN -> Optional.of(NameHint.EMAIL);
            case ADDRESS -> Optional.of(NameHint.ADDRESS);
            case IBAN -> Optional.of(NameHint.ACCOUNT);
            case CARD -> Optional.of(NameHint.CARD);
            case PHONE -> Optional.of(NameHint.PHONE);
            case NATIONAL -> Optional.of(NameHint.NATIONAL);
            case DATE, MOMENT -> Optional.empty();
        };
    }

    /** The number of values that the mask would reject, which are the blank ones. */
    long refused(TextStatistics texts) {
        return kind.equals("redact") ? 0 : texts.blank();
    }

    /** The minimum of the field's maximum length, since lengths of names and addresses vary more than a few samples show. */
    int minBound() {
        return kind.equals("email") ? 256 : 128;
    }

    private static MaskProposal byName(NameHint hint, TextStatistics texts) {
        String because = "its name suggests " + hint.description();
        return switch (hint) {
            case SECRET, CARD -> new MaskProposal("redact", "likely", because);
            case BIRTH -> new MaskProposal(
                    texts.filled() > 0 && texts.matching(ValueFormat.DATE) == texts.filled() ? "year" : "text", "likely", because);
            case PHONE -> new MaskProposal("text", "likely", because + "; with `phone` and your `region` all spellings of a number match");
            case NAME, HOME, PLACE -> new MaskProposal("text", "perhaps", because);
            default -> new MaskProposal("text", "likely", because);
        };
    }
}
