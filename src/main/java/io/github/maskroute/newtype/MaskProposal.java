package io.github.maskroute.newtype;

import java.util.List;
import java.util.Optional;

/**
 * How a field may be masked, and why.
 *
 * @param kind of mask, as {@code x-mask} has it
 * @param sure how sure that is: {@code sure}, {@code likely} or {@code perhaps}
 * @param because the reason, without any value
 */
public record MaskProposal(String kind, String sure, String because) {

    /** Looks that say by themselves that a value is personal. */
    private static final List<ValueFormat> PERSONAL = List.of(
            ValueFormat.EMAIL, ValueFormat.ADDRESS, ValueFormat.IBAN, ValueFormat.PHONE, ValueFormat.NATIONAL, ValueFormat.CARD, ValueFormat.EMAIL_WITHIN);

    /** From so many values on, what all of them look like is no chance. */
    private static final int ENOUGH = 3;

    /**
     * The mask for texts.
     *
     * @param hint what the field's name says
     */
    static Optional<MaskProposal> of(TextStatistics texts, Optional<NameHint> hint) {
        return PERSONAL.stream().filter(look -> isLikely(look, texts, hint)).findFirst().map(look -> byLook(look, texts, hint))
                .or(() -> hint.map(said -> byName(said, texts)));
    }

    /** Of ten numbers one has the check digit of a card. */
    private static boolean isLikely(ValueFormat look, TextStatistics texts, Optional<NameHint> hint) {
        return look == ValueFormat.CARD && hint.isEmpty() ? texts.looking(look) * 2 > texts.filled() : texts.looking(look) > 0;
    }

    private static MaskProposal byLook(ValueFormat look, TextStatistics texts, Optional<NameHint> hint) {
        boolean all = texts.looking(look) == texts.filled();
        // A name that says something else is no reason.
        Optional<NameHint> same = hint.filter(said -> said == look.hint());
        String because = texts.looking(look) + " of " + texts.filled() + " values look like " + look.words()
                + same.map(said -> ", and its name says " + said.words()).orElse("");
        String sure = all && (texts.filled() >= ENOUGH || same.isPresent()) ? "sure" : "likely";
        return new MaskProposal(switch (look) {
            case EMAIL -> all ? "email" : "text";
            case ADDRESS -> all ? "address" : "text";
            case PHONE -> all ? "phone" : "text";
            case CARD, EMAIL_WITHIN -> "redact";
            default -> "text";
        }, sure, because);
    }

    /** How many of the values the mask would refuse: blank ones. */
    long refused(TextStatistics texts) {
        return kind.equals("redact") ? 0 : texts.blank();
    }

    /** Characters that a field must have room for, however short the samples are: people's names and addresses differ much. */
    int shortestBound() {
        return kind.equals("email") ? 256 : 128;
    }

    private static MaskProposal byName(NameHint hint, TextStatistics texts) {
        String because = "its name says " + hint.words();
        return switch (hint) {
            case SECRET, CARD -> new MaskProposal("redact", "likely", because);
            case BIRTH -> new MaskProposal(
                    texts.filled() > 0 && texts.looking(ValueFormat.DATE) == texts.filled() ? "year" : "text", "likely", because);
            case PHONE -> new MaskProposal("text", "likely", because + "; with `phone` and your `region` all spellings of a number match");
            case NAME, HOME, PLACE -> new MaskProposal("text", "perhaps", because);
            default -> new MaskProposal("text", "likely", because);
        };
    }
}
