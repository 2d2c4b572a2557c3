package io.github.maskroute.mask;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The kind of value in a field that is masked to tokens. It decides which spellings are the same value.
 *
 * <p>The canonical form is masked, not the spelling, so that equal values have equal tokens.
 */
public enum FieldKind {

    /**
     * An IP address literal: IPv4 in four decimal parts without leading zeros, or IPv6 without zone. Names are never resolved. The
     * canonical form is dotted decimal for IPv4 and IPv4-mapped IPv6, and RFC 5952 for other IPv6.
     */
    ADDRESS("address.1", "an IPv4 or IPv6 address, without prefix length, zone or leading zeros",
            AddressForm.INSTANCE, AddressForm.INSTANCE),

    /** Any text. The canonical form is Unicode NFC. Case and inner white space are significant. */
    TEXT("text.1", "text that is not blank",
            trimmed -> new CanonicalResult.Canonical(Normalizer.normalize(trimmed, Normalizer.Form.NFC)), new PaddedText(16)),

    /** An e-mail address. The canonical form is the mailbox name in NFC and the domain in DNS form: {@link EmailForm}. */
    EMAIL("email.1", EmailForm.RULE, new EmailForm(), new PaddedText(32)),

    /** A phone number. The canonical form is E.164: {@link PhoneForm}. One padding step holds the longest, so the length stays hidden. */
    PHONE("phone.1", PhoneForm.RULE, new PhoneForm(PhoneForm.NO_REGION), new PaddedText(24));

    private final String format;
    private final String rule;
    private final CanonicalForm form;
    private final Plaintext plaintext;

    FieldKind(String format, String rule, CanonicalForm form, Plaintext plaintext) {
        this.format = format;
        this.rule = rule;
        this.form = form;
        this.plaintext = plaintext;
    }

    /**
     * The kind with this word.
     *
     * @throws IllegalArgumentException if the word is unknown
     */
    public static FieldKind named(String word) {
        for (FieldKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("the kind of a token is `text`, `address`, `email` or `phone`");
    }

    /** The word for this kind in a schema's {@code x-mask}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule for values of this kind. It completes the sentence 'must be …'. */
    public String rule() {
        return rule;
    }

    /** Reads a value without the {@link WhiteSpace} at its ends. */
    public CanonicalResult read(String value) {
        return form.read(value);
    }

    /** The name and version of the plaintext format of {@link #bytes}. A change of the format needs a new version. */
    String format() {
        return format;
    }

    /** The plaintext of a canonical value, for encryption. */
    byte[] bytes(String canonical) {
        return plaintext.bytes(canonical);
    }

    /** The canonical value of a plaintext; empty if the bytes are not a valid plaintext. */
    Optional<String> text(byte[] bytes) {
        return plaintext.text(bytes);
    }
}
