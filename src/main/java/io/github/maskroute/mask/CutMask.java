package io.github.maskroute.mask;

import inet.ipaddr.IPAddress;
import java.util.Locale;
import java.util.function.Function;

/**
 * Replaces a value by a part of it that many values share, in clear text, or by a fixed word. Uses no key. The result cannot be
 * reversed.
 */
public enum CutMask implements Mask {

    /** The word {@code redacted} for every value. */
    REDACT("text", CanonicalResult.Canonical::new) {
        @Override
        String cut(String canonical) {
            return "redacted";
        }
    },

    /** The /24 of an IPv4 address, the /48 of an IPv6 address. A 6to4 address holds an IPv4 address after two bytes: its /40. */
    NETWORK(FieldKind.ADDRESS.rule(), FieldKind.ADDRESS::read) {
        @Override
        String cut(String canonical) {
            if (canonical.indexOf(':') < 0) {
                return canonical.substring(0, canonical.lastIndexOf('.')) + ".0/24";
            }
            IPAddress address = AddressForm.address(canonical);
            return address.toPrefixBlock(address.toIPv6().is6To4() ? 40 : 48).toCanonicalString();
        }
    },

    /** The year of a date. */
    YEAR(DateForm.RULE, new DateForm()::read) {
        @Override
        String cut(String canonical) {
            return canonical.substring(0, "1984".length());
        }
    },

    /** Year and month of a date. */
    MONTH(DateForm.RULE, new DateForm()::read) {
        @Override
        String cut(String canonical) {
            return canonical.substring(0, "1984-05".length());
        }
    },

    /** The domain of an e-mail address, for the option {@code keep: domain}. */
    EMAIL_DOMAIN(FieldKind.EMAIL.rule(), FieldKind.EMAIL::read) {
        @Override
        String cut(String canonical) {
            return canonical.substring(canonical.lastIndexOf('@') + 1);
        }
    };

    private final String rule;
    private final Function<String, CanonicalResult> reader;

    CutMask(String rule, Function<String, CanonicalResult> reader) {
        this.rule = rule;
        this.reader = reader;
    }

    @Override
    public String rule() {
        return rule;
    }

    @Override
    public CanonicalResult read(String value) {
        return reader.apply(value);
    }

    @Override
    public String masked(String canonical, MaskingKeys keys) {
        return cut(canonical);
    }

    @Override
    public String description(String field) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract String cut(String canonical);
}
