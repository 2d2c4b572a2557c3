package io.github.maskroute.mask;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.HostIdentifierException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a masked field holds, and so which spellings of a value are the same value.
 *
 * <p>Equal things must give equal tokens: the canonical form, not the spelling, is what gets masked.
 */
public enum FieldKind {

    /**
     * An IP address, as a literal: IPv4 in four decimal parts without leading zeros, or IPv6 without zone. It is never
     * looked up. Canonical is dotted decimal, also for IPv4-mapped IPv6, and RFC 5952 for other IPv6.
     */
    ADDRESS("address.1", "an IPv4 or IPv6 address, without prefix length, zone or leading zeros") {
        @Override
        Reading readTrimmed(String trimmed) {
            return (trimmed.indexOf(':') < 0 ? ipv4(trimmed) : ipv6(trimmed))
                    .<Reading>map(Reading.Canonical::new).orElseGet(() -> new Reading.Refused(NoAddress.because(trimmed)));
        }

        private static Optional<String> ipv4(String trimmed) {
            return IPV4.matcher(trimmed).matches() ? Optional.of(trimmed) : Optional.empty();
        }

        private static Optional<String> ipv6(String trimmed) {
            if (!IPV6_SHAPE.matcher(trimmed).matches()) {
                return Optional.empty();
            }
            try {
                IPAddress address = new IPAddressString(trimmed, LITERALS_ONLY).toAddress();
                if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
                    address = address.toIPv6().getEmbeddedIPv4Address();
                }
                return Optional.of(address.toCanonicalString());
            } catch (HostIdentifierException e) {
                return Optional.empty();
            }
        }

        @Override
        byte[] bytes(String canonical) {
            return new IPAddressString(canonical, LITERALS_ONLY).getAddress().getBytes();
        }

        @Override
        Optional<String> text(byte[] bytes) {
            return switch (bytes.length) {
                case IPv4Address.BYTE_COUNT -> Optional.of(new IPv4Address(bytes).toCanonicalString());
                case IPv6Address.BYTE_COUNT -> Optional.of(new IPv6Address(bytes).toCanonicalString());
                default -> Optional.empty();
            };
        }
    },

    /** Any text. Canonical is Unicode's NFC; case counts, and so does white space within. */
    TEXT("text.1", "text that is not blank") {
        @Override
        Reading readTrimmed(String trimmed) {
            return new Reading.Canonical(Normalizer.normalize(trimmed, Normalizer.Form.NFC));
        }

        /** Padded as in ISO/IEC 7816-4, by a byte 0x80 and zeros: the length of a value shows in steps only. */
        @Override
        byte[] bytes(String canonical) {
            byte[] text = canonical.getBytes(StandardCharsets.UTF_8);
            byte[] padded = Arrays.copyOf(text, (text.length / PADDED_TO + 1) * PADDED_TO);
            padded[text.length] = PADDING;
            return padded;
        }

        @Override
        Optional<String> text(byte[] bytes) {
            for (int end = bytes.length - 1; end > 0; end--) {
                if (bytes[end] != 0) {
                    return bytes[end] == PADDING ? Optional.of(new String(bytes, 0, end, StandardCharsets.UTF_8)) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    };

    private static final int PADDED_TO = 16;
    private static final byte PADDING = (byte) 0x80;

    /** With one spelling each, IPv4 addresses are canonical as they come: no parser is asked, which would take longer than a mask. */
    private static final Pattern IPV4 = Pattern.compile(
            "OCTET(?:\\.OCTET){3}".replace("OCTET", "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));

    /** The parser is lenient about zeros before a number and about quads of fewer parts; RFC 4291 knows neither. */
    private static final Pattern IPV6_SHAPE = Pattern.compile(
            "(?:[0-9A-Fa-f]{0,4}:){0,8}(?:[0-9A-Fa-f]{0,4}|OCTET(?:\\.OCTET){3})".replace("OCTET", "(?:0|[1-9][0-9]{0,2})"));

    private static final IPAddressStringParameters LITERALS_ONLY = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowSingleSegment(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowUnlimitedLeadingZeros(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    private final String format;
    private final String rule;

    FieldKind(String format, String rule) {
        this.format = format;
        this.rule = rule;
    }

    /**
     * The kind that a schema's {@code x-mask} names.
     *
     * @param name {@code address} or {@code text}
     * @throws IllegalArgumentException for any other name
     */
    public static FieldKind named(String name) {
        for (FieldKind kind : values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a mask's kind is `address` or `text`");
    }

    /** The rule that a value of this kind keeps, to complete the sentence 'must be …'. */
    public String rule() {
        return rule;
    }

    /** Reads a value, without what {@link WhiteSpace} names at its ends. */
    public Reading read(String value) {
        if (!isWellFormed(value)) {
            return new Reading.Refused(BrokenRule.NOT_TEXT);
        }
        String trimmed = WhiteSpace.trimmed(value);
        return trimmed.isEmpty() ? new Reading.Refused(BrokenRule.EMPTY) : readTrimmed(trimmed);
    }

    /** The name and version of what {@link #bytes} makes: whoever changes that, changes this. */
    String format() {
        return format;
    }

    /** @param trimmed is not empty */
    abstract Reading readTrimmed(String trimmed);

    /** A canonical value as the plaintext of an encryption. */
    abstract byte[] bytes(String canonical);

    /** The canonical value of a plaintext; empty if it is none. */
    abstract Optional<String> text(byte[] bytes);

    /**
     * A lone surrogate has no UTF-8 form: encoders put '?' in its place and would make unequal values equal. With U+0000 an event
     * is turned away as a whole, so that no row has its token.
     */
    private static boolean isWellFormed(String value) {
        return value.codePoints().noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
