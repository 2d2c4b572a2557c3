package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks as a schema names them, and what is said of words that there are not. */
class MaskKindTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "text, -, -, 'text, hmac'", "address, scheme, prefix, 'address, prefix'", "email, domain, contact, 'email, hmac, domain contact'",
        "phone, region, DE, 'phone, hmac, region DE'", "phone, scheme, siv, 'phone, siv'", "redact, -, -, redact", "network, -, -, network",
        "year, -, -, year", "month, -, -, month", "last, -, -, 'last, characters 4'", "last, characters, 8, 'last, characters 8'",
    })
    void masksAreNamedByKindAndOptions(String kind, String option, String value, String words) {
        assertThat(Mask.of(kind, options(option, value), Scheme.HMAC, "field").words("field")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "name, -, -, '`text`, `address`, `email`, `phone`, `redact`, `network`, `year`, `month`, `last`'",
        "TEXT, -, -, 'is one of `text`'", "'', -, -, 'is one of `text`'", "email_domain, -, -, 'is one of `text`'",
        "text, region, DE, 'it knows `scheme`, `domain`, `as`'", "email, kep, domain, 'it knows `scheme`, `domain`, `keep`, `as`'",
        "phone, country, DE, 'it knows `scheme`, `domain`, `region`, `as`'", "redact, scheme, hmac, 'it knows `as`'",
        "network, domain, ip, 'it knows `as`'", "last, digits, 4, 'it knows `characters`, `as`'",
        "text, scheme, sha256, '`hmac`, `siv` or `prefix`'", "text, scheme, prefix, 'that are an `address`'",
        "email, scheme, prefix, 'that are an `address`'", "phone, scheme, prefix, 'that are an `address`'",
        "text, domain, A b, '1 to 64 of a-z 0-9 _ -'",
        "phone, region, de, 'two capital letters'", "phone, region, Germany, 'two capital letters'", "phone, region, XX, 'two capital letters'",
        "last, characters, 0, 'from 1 to 8'", "last, characters, 9, 'from 1 to 8'", "last, characters, 12, 'from 1 to 8'",
        "last, characters, four, 'from 1 to 8'", "last, characters, '', 'from 1 to 8'", "last, characters, \u0664, 'from 1 to 8'",
    })
    void shouldSayWhichWordsThereAre(String kind, String option, String value, String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mask.of(kind, options(option, value), Scheme.HMAC, "field"))
                .withMessageContaining(words);
    }

    /** A default is for all fields, and the kind of one may not go with it. */
    @Test
    void schemeOfTheSettingsIsHeldAgainstTheKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> Mask.of("email", Map.of(), Scheme.PREFIX, "email"))
                .withMessageContaining("`prefix`");
        assertThat(Mask.of("redact", Map.of(), Scheme.PREFIX, "email").words("email")).isEqualTo("redact");
    }

    private static Map<String, String> options(String name, String value) {
        Map<String, String> options = new HashMap<>();
        if (name != null) {
            options.put(name, value);
        }
        return options;
    }
}
