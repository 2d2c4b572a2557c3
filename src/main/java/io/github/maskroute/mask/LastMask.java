package io.github.maskroute.mask;

import java.text.Normalizer;

/**
 * Replaces a value by its last few letters and digits, in clear text. All other characters are ignored: a card number ends in the same
 * four digits with blanks, with hyphens and without.
 *
 * @param characters the number of code points to keep, 1 to 8. A value must have at least twice as many, so that half of it stays hidden
 */
record LastMask(int characters) implements Mask {

    static final int MAX = 8;

    LastMask {
        if (characters < 1 || characters > MAX) {
            throw new IllegalArgumentException("`characters` of the mask `last` is a number from 1 to " + MAX);
        }
    }

    @Override
    public String rule() {
        return "text of " + 2 * characters + " or more letters and digits";
    }

    @Override
    public CanonicalResult read(String value) {
        CanonicalResult text = FieldKind.TEXT.read(value);
        if (!(text instanceof CanonicalResult.Canonical canonical)) {
            return text;
        }
        String counted = Normalizer.normalize(canonical.spelling().codePoints().filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append), Normalizer.Form.NFC);
        return counted.codePointCount(0, counted.length()) < 2 * characters
                ? new CanonicalResult.Refused(BrokenRule.TOO_SHORT) : new CanonicalResult.Canonical(counted);
    }

    @Override
    public String masked(String canonical, MaskingKeys keys) {
        return canonical.substring(canonical.offsetByCodePoints(canonical.length(), -characters));
    }

    @Override
    public String description(String field) {
        return "last, characters " + characters;
    }
}
