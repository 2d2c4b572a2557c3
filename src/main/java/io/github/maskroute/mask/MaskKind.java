package io.github.maskroute.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of masks, as a schema's {@code x-mask} names them, and the options that each has. */
enum MaskKind {

    TEXT("scheme", "domain"),
    ADDRESS("scheme", "domain"),
    EMAIL("scheme", "domain", "keep"),
    PHONE("scheme", "domain", "region"),
    REDACT,
    NETWORK,
    YEAR,
    MONTH,
    LAST("characters"),
    /** What {@code keep} of an e-mail address asks for. */
    EMAIL_DOMAIN;

    private static final String SHOWN_UNASKED = "4";

    private final List<String> options;

    MaskKind(String... options) {
        this.options = List.of(options);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static MaskKind of(String kind) {
        return Arrays.stream(values()).filter(word -> word.word().equals(kind)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("a mask's kind is one of "
                        + quoted(Arrays.stream(values()).filter(word -> word != EMAIL_DOMAIN).map(MaskKind::word))));
    }

    /**
     * A mask of this kind.
     *
     * @param given options that say what becomes of one value: {@code keep} and {@code as} ask for a mask beside it
     * @throws IllegalArgumentException for an option that the kind has not, or a malformed one
     */
    Mask mask(Map<String, String> given, Scheme scheme, String domain) {
        if (!options.containsAll(given.keySet())) {
            throw new IllegalArgumentException("the mask `" + word() + "` has an option that it does not know; it knows "
                    + quoted(Stream.concat(options.stream(), Stream.of("as"))));
        }
        return switch (this) {
            case TEXT, ADDRESS, EMAIL, PHONE -> new TokenMask(FieldKind.named(word()),
                    given.containsKey("scheme") ? Scheme.named(given.get("scheme")) : scheme, given.getOrDefault("domain", domain),
                    given.getOrDefault("region", PhoneForm.NO_REGION));
            case LAST -> new LastMask(digit(given.getOrDefault("characters", SHOWN_UNASKED)));
            case REDACT, NETWORK, YEAR, MONTH, EMAIL_DOMAIN -> CutMask.valueOf(name());
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String quoted(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** What is no number of one digit is out of bounds. */
    private static int digit(String text) {
        return text.matches("[0-9]") ? Integer.parseInt(text) : 0;
    }
}
