package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskKindTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "text, -, -, 'text, hmac'", "address, scheme, prefix, 'address, prefix'", "email, domain, contact, 'email, hmac, domain contact'",
        "phone, region, DE, 'phone, hmac, region DE'", "phone, scheme, siv, 'phone, siv'", "redact, -, -, redact", "network, -, -, network",
        "year, -, -, year", "month, -, -, month", "last, -, -, 'last, characters 4'", "last, characters, 8, 'last, characters 8'",
    })
    void shouldDescribeMaskByKindAndOptions(String kind, String option, String value, String description) {
        assertThat(MaskKind.named(kind).mask(options(option, value), Scheme.HMAC, "field").description("field")).isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "name, -, -, '`text`, `address`, `email`, `phone`, `redact`, `network`, `year`, `month`, `last`'",
        "TEXT, -, -, 'is one of `text`'", "'', -, -, 'is one of `text`'", "email_domain, -, -, 'is one of `text`'",
        "text, region, DE, 'its options are `scheme`, `domain`, `as`'",
        "email, kep, domain, 'its options are `scheme`, `domain`, `keep`, `as`'",
        "phone, country, DE, 'its options are `scheme`, `domain`, `region`, `as`'", "redact, scheme, hmac, 'its options are `as`'",
        "network, domain, ip, 'its options are `as`'", "last, digits, 4, 'its options are `characters`, `as`'",
        "text, scheme, sha256, '`hmac`, `siv` or `prefix`'", "text, scheme, prefix, 'of the kind `address`'",
        "email, scheme, prefix, 'of the kind `address`'", "phone, scheme, prefix, 'of the kind `address`'",
        "text, domain, A b, '1 to 64 of a-z 0-9 _ -'",
        "phone, region, de, 'two capital letters'", "phone, region, Germany, 'two capital letters'",
        "phone, region, XX, 'two capital letters'",
        "last, characters, 0, 'from 1 to 8'", "last, characters, 9, 'from 1 to 8'", "last, characters, 12, 'from 1 to 8'",
        "last, characters, four, 'from 1 to 8'", "last, characters, '', 'from 1 to 8'", "last, characters, \u0664, 'from 1 to 8'",
    })
    void shouldListValidWords(String kind, String option, String value, String description) {
        assertThatIllegalArgumentException().isThrownBy(() -> MaskKind.named(kind).mask(options(option, value), Scheme.HMAC, "field"))
                .withMessageContaining(description);
    }

    /** A default scheme applies to all fields, and may not support the kind of one. */
    @Test
    void shouldCheckDefaultSchemeAgainstKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> MaskKind.named("email").mask(Map.of(), Scheme.PREFIX, "email"))
                .withMessageContaining("`prefix`");
        assertThat(MaskKind.named("redact").mask(Map.of(), Scheme.PREFIX, "email").description("email")).isEqualTo("redact");
    }

    private static Map<String, String> options(String name, String value) {
        Map<String, String> options = new HashMap<>();
        if (name != null) {
            options.put(name, value);
        }
        return options;
    }
}
