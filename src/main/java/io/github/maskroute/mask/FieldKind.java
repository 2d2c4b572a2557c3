package io.github.maskroute.mask;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * What a field that holds tokens is of, and so which spellings of a value are the same value.
 *
 * <p>Equal things must give equal tokens: the canonical form, not the spelling, is what gets masked.
 */
public enum FieldKind {

    /**
     * An IP address, as a literal: IPv4 in four decimal parts without leading zeros, or IPv6 without zone. It is never
     * looked up. Canonical is dotted decimal, also for IPv4-mapped IPv6, and RFC 5952 for other IPv6.
     */
    ADDRESS("address.1", "an IPv4 or IPv6 address, without prefix length, zone or leading zeros", AddressForm.INSTANCE, AddressForm.INSTANCE),

    /** Any text. Canonical is Unicode's NFC; case counts, and so does white space within. */
    TEXT("text.1", "text that is not blank",
            trimmed -> new CanonicalResult.Canonical(Normalizer.normalize(trimmed, Normalizer.Form.NFC)), new PaddedText(16)),

    /** An e-mail address. Canonical is the mailbox name as it is, in NFC, and the domain as DNS has it: {@link EmailForm}. */
    EMAIL("email.1", EmailForm.RULE, new EmailForm(), new PaddedText(32)),

    /** A phone number. Canonical is E.164: {@link PhoneForm}. The longest fits into one step of the padding: no length shows. */
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
     * The kind of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FieldKind named(String word) {
        for (FieldKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("tokens are of a `text`, an `address`, an `email` or a `phone`");
    }

    /** The word for it in a schema's {@code x-mask}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule that a value of this kind keeps, to complete the sentence 'must be …'. */
    public String rule() {
        return rule;
    }

    /** Reads a value, without what {@link WhiteSpace} names at its ends. */
    public CanonicalResult read(String value) {
        return form.read(value);
    }

    /** The name and version of what {@link #bytes} makes: whoever changes that, changes this. */
    String format() {
        return format;
    }

    /** A canonical value as the plaintext of an encryption. */
    byte[] bytes(String canonical) {
        return plaintext.bytes(canonical);
    }

    /** The canonical value of a plaintext; empty if it is none. */
    Optional<String> text(byte[] bytes) {
        return plaintext.text(bytes);
    }
}
