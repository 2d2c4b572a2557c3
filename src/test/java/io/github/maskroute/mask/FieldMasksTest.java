package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldMasksTest {

    private static final Map<String, String> KINDS = Map.of("ip", "address", "device_id", "text", "home_ip", "address");

    private final HmacKey key = CountingKeys.hmac("unit");

    @Test
    void shouldMaskCanonicalValueInDomainOfField() {
        FieldMasks masks = masks(KINDS, Map.of());

        assertThat(masks.token("ip", " ::ffff:10.0.0.1 ")).hasValue(key.token("ip", FieldKind.ADDRESS, "10.0.0.1").toString());
        assertThat(masks.token("device_id", " 000-00-0000")).hasValue(key.token("device_id", FieldKind.TEXT, "000-00-0000").toString());
    }

    @Test
    void shouldMakeDifferentTokensInTwoFields() {
        FieldMasks masks = masks(KINDS, Map.of());

        assertThat(masks.token("ip", "10.0.0.1")).isPresent().isNotEqualTo(masks.token("home_ip", "10.0.0.1"));
    }

    @Test
    void shouldMakeEqualTokensInOneDomain() {
        FieldMasks masks = masks(KINDS, Map.of("home_ip", "ip"));

        assertThat(masks.token("ip", "10.0.0.1")).isPresent().isEqualTo(masks.token("home_ip", "10.0.0.1"));
    }

    @Test
    void shouldNotMaskInvalidValue() {
        FieldMasks masks = masks(KINDS, Map.of());

        assertThat(masks.token("ip", "example.org")).isEmpty();
        assertThat(masks.token("device_id", "  ")).isEmpty();
    }

    @Test
    void shouldReturnFieldsAndRules() {
        FieldMasks masks = masks(KINDS, Map.of());

        assertThat(masks.fields()).containsExactlyInAnyOrder("ip", "device_id", "home_ip");
        assertThat(masks.rule("ip")).isEqualTo(FieldKind.ADDRESS.rule());
        assertThat(masks.rule("device_id")).isEqualTo(FieldKind.TEXT.rule());
    }

    @Test
    void shouldRejectFieldThatIsNotMasked() {
        FieldMasks masks = masks(KINDS, Map.of());

        assertThatThrownBy(() -> masks.token("locale", "raw-value"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("locale").hasMessageNotContaining("raw-value");
        assertThatThrownBy(() -> masks.rule("locale")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRejectUnknownKind() {
        assertThatThrownBy(() -> masks(Map.of("ip", "adress"), Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRejectMalformedDomain() {
        assertThatThrownBy(() -> masks(KINDS, Map.of("ip", "IP"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> masks(Map.of("Ip", "address"), Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private FieldMasks masks(Map<String, String> kinds, Map<String, String> domains) {
        Keyset keyset = Keyset.of(key);
        return TestMasks.of(() -> keyset, kinds, "hmac", Map.of(), domains);
    }
}
