package io.github.maskroute.mask;

import inet.ipaddr.IPAddress;
import java.util.Locale;
import java.util.function.Function;

/**
 * Puts less than a token in a value's place: a part of it that many values share, in clear. No key enters, and nobody can turn it back
 * into the value.
 */
public enum CutMask implements Mask {

    /** The word {@code redacted}, whatever the value is. */
    REDACT("text", CanonicalResult.Canonical::new) {
        @Override
        String cut(String canonical) {
            return "redacted";
        }
    },

    /** The /24 of an IPv4 address, the /48 of an IPv6 address; of one in 6to4, which is IPv4 after two bytes, the /40. */
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

    /** The domain of an e-mail address: what {@code keep: domain} asks for. */
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
    public String words(String field) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract String cut(String canonical);
}
