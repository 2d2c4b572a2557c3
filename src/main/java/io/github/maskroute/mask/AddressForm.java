package io.github.maskroute.mask;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.HostIdentifierException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP address literals, see {@link FieldKind#ADDRESS}. The plaintext is the address in 4 or 16 bytes. */
final class AddressForm implements CanonicalForm, Plaintext {

    static final AddressForm INSTANCE = new AddressForm();

    /** An IPv4 address has one valid spelling, so a match is canonical. The parser is skipped: it takes longer than masking. */
    private static final Pattern IPV4 = Pattern.compile(
            "OCTET(?:\\.OCTET){3}".replace("OCTET", "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));

    /** The parser accepts leading zeros and embedded IPv4 with fewer than four parts. RFC 4291 allows neither. */
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

    private AddressForm() {}

    @Override
    public CanonicalResult readTrimmed(String trimmed) {
        return (trimmed.indexOf(':') < 0 ? ipv4(trimmed) : ipv6(trimmed))
                .<CanonicalResult>map(CanonicalResult.Canonical::new)
                .orElseGet(() -> new CanonicalResult.Refused(AddressDiagnosis.of(trimmed)));
    }

    @Override
    public byte[] bytes(String canonical) {
        return address(canonical).getBytes();
    }

    @Override
    public Optional<String> text(byte[] bytes) {
        return switch (bytes.length) {
            case IPv4Address.BYTE_COUNT -> Optional.of(new IPv4Address(bytes).toCanonicalString());
            case IPv6Address.BYTE_COUNT -> Optional.of(new IPv6Address(bytes).toCanonicalString());
            default -> Optional.empty();
        };
    }

    /** @param canonical an address in the canonical form of this class */
    static IPAddress address(String canonical) {
        return new IPAddressString(canonical, LITERALS_ONLY).getAddress();
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
}
