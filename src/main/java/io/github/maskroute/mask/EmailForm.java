package io.github.maskroute.mask;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * E-mail addresses as people type them: a mailbox name without quotes, an @, and a {@link DomainName}.
 *
 * <p>The mailbox name is case-sensitive: only its host can interpret it (RFC 5321, 2.4). It is normalized to NFC (RFC 6532, 3.1). Its
 * characters are those of RFC 5322's dot-atom and, by RFC 6531, all non-ASCII characters except white space.
 */
final class EmailForm implements CanonicalForm {

    static final String RULE = "an e-mail address, as in jane.doe@example.org";

    /** RFC 5321, 4.5.3.1: a path has at most 256 bytes, including the angle brackets. */
    private static final int MAX_BYTES = 254;
    private static final int MAX_MAILBOX_BYTES = 64;

    /** Before normalization, with a domain in any script. */
    private static final int MAX_CHARACTERS = 320;

    private static final Pattern MAILBOX = Pattern.compile(
            "ATEXT++(?:\\.ATEXT++)*+".replace("ATEXT", "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-[^\\x00-\\x7F]&&[^\\p{Cc}]]"));

    @Override
    public CanonicalResult readTrimmed(String trimmed) {
        if (trimmed.length() > MAX_CHARACTERS) {
            return new CanonicalResult.Refused(BrokenRule.OVER_254_BYTES);
        }
        int at = trimmed.lastIndexOf('@');
        if (at < 0) {
            return new CanonicalResult.Refused(Token.isToken(trimmed) ? BrokenRule.TOKEN : BrokenRule.NO_AT);
        }
        Optional<BrokenRule> broken = forbiddenCharacter(trimmed);
        return broken.isPresent() ? new CanonicalResult.Refused(broken.get())
                : ofParts(trimmed.substring(0, at), trimmed.substring(at + 1));
    }

    private static CanonicalResult ofParts(String name, String spelling) {
        String mailbox = Normalizer.normalize(name, Normalizer.Form.NFC);
        if (bytes(mailbox) > MAX_MAILBOX_BYTES || !MAILBOX.matcher(mailbox).matches()) {
            return new CanonicalResult.Refused(BrokenRule.NO_MAILBOX);
        }
        String domain = DomainName.canonical(spelling).orElse(null);
        if (domain == null) {
            return new CanonicalResult.Refused(BrokenRule.NO_DOMAIN);
        }
        return bytes(mailbox) + 1 + domain.length() > MAX_BYTES
                ? new CanonicalResult.Refused(BrokenRule.OVER_254_BYTES) : new CanonicalResult.Canonical(mailbox + "@" + domain);
    }

    /** The rule that a character of the value breaks, if any. */
    private static Optional<BrokenRule> forbiddenCharacter(String trimmed) {
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            switch (c) {
                case ',', ';' -> {
                    return Optional.of(BrokenRule.LIST);
                }
                case '<', '>', '(', ')', '[', ']' -> {
                    return Optional.of(BrokenRule.BRACKETS);
                }
                case '"', '\\' -> {
                    return Optional.of(BrokenRule.QUOTED);
                }
                default -> {
                    if (WhiteSpace.is(c)) {
                        return Optional.of(BrokenRule.INNER_SPACE);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
