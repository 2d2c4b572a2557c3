package io.github.maskroute.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of masks in a schema's {@code x-mask}, with the options of each. */
public enum MaskKind {

    TEXT("scheme", "domain"),
    ADDRESS("scheme", "domain"),
    EMAIL("scheme", "domain", "keep"),
    PHONE("scheme", "domain", "region"),
    REDACT,
    NETWORK,
    YEAR,
    MONTH,
    LAST("characters"),
    /** The second result of an e-mail address with the option {@code keep}. A schema cannot name it. */
    EMAIL_DOMAIN;

    private static final String DEFAULT_CHARACTERS = "4";

    private final List<String> options;

    MaskKind(String... options) {
        this.options = List.of(options);
    }

    /** @throws IllegalArgumentException if the word is unknown; the message lists the words */
    public static MaskKind named(String kind) {
        return Arrays.stream(values()).filter(word -> word.word().equals(kind)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("a mask's kind is one of "
                        + quoted(Arrays.stream(values()).filter(word -> word != EMAIL_DOMAIN).map(MaskKind::word))));
    }

    /**
     * A mask of this kind.
     *
     * @param given options by name, without {@code keep} and {@code as}, which define a second result
     * @param scheme default scheme of tokens
     * @param domain default domain of tokens
     * @throws IllegalArgumentException if an option is unknown or malformed, or two do not go together; the message names the valid ones
     */
    public Mask mask(Map<String, String> given, Scheme scheme, String domain) {
        if (!options.containsAll(given.keySet())) {
            throw new IllegalArgumentException("the mask `" + word() + "` has an unknown option; its options are "
                    + quoted(Stream.concat(options.stream(), Stream.of("as"))));
        }
        return switch (this) {
            case TEXT, ADDRESS, EMAIL, PHONE -> new TokenMask(FieldKind.named(word()),
                    given.containsKey("scheme") ? Scheme.named(given.get("scheme")) : scheme, given.getOrDefault("domain", domain),
                    given.getOrDefault("region", PhoneForm.NO_REGION));
            case LAST -> new LastMask(digit(given.getOrDefault("characters", DEFAULT_CHARACTERS)));
            case REDACT, NETWORK, YEAR, MONTH, EMAIL_DOMAIN -> CutMask.valueOf(name());
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String quoted(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** Text that is not a single digit becomes 0, which is out of bounds. */
    private static int digit(String text) {
        return text.matches("[0-9]") ? Integer.parseInt(text) : 0;
    }
}
