package io.github.maskroute.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.PrefixKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TokenMask;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTokensTest {

    private static final HmacKey OLD = new HmacKey("old", new byte[32]);
    private static final HmacKey NOW = new HmacKey("now", new byte[32]);
    private static final PrefixKey NETS = new PrefixKey("nets", new byte[32]);
    private static final Keyset KEYS = new Keyset(List.of(new Keyset.KeyEntry(Scheme.HMAC, "old", false, OLD),
            new Keyset.KeyEntry(Scheme.HMAC, "now", true, NOW), new Keyset.KeyEntry(Scheme.PREFIX, "nets", true, NETS)));

    @Test
    void shouldMakeATokenByEachKeyThatFitsTheKind() {
        assertThat(tokens(FieldKind.ADDRESS, Scheme.HMAC).all("::ffff:198.51.100.7")).containsExactly(
                OLD.token("d", FieldKind.ADDRESS, "198.51.100.7").toString(), NOW.token("d", FieldKind.ADDRESS, "198.51.100.7").toString(),
                NETS.token("d", FieldKind.ADDRESS, "198.51.100.7").toString());
        assertThat(tokens(FieldKind.TEXT, Scheme.HMAC).all("198.51.100.7")).extracting(token -> token.substring(0, 9))
                .containsExactly("hmac.old.", "hmac.now.");
        assertThat(tokens(FieldKind.ADDRESS, Scheme.PREFIX).present("198.51.100.7").orElseThrow()).startsWith("prefix.nets.");
        assertThat(tokens(FieldKind.ADDRESS, Scheme.HMAC).all("198.51.100")).isEmpty();
        assertThat(tokens(FieldKind.ADDRESS, Scheme.HMAC).refusal("198.51.100")).startsWith("an IPv4 or IPv6 address");
    }

    @Test
    void shouldMakeTokensByEachMaskOfTheField() {
        FieldTokens tokens = new FieldTokens("ip", List.of(new TokenMask(FieldKind.ADDRESS, Scheme.HMAC, "d"),
                new TokenMask(FieldKind.ADDRESS, Scheme.PREFIX, "nets")), KEYS);
        assertThat(tokens.all("198.51.100.7")).hasSize(6).doesNotHaveDuplicates()
                .contains(NETS.token("nets", FieldKind.ADDRESS, "198.51.100.7").toString());
        assertThat(tokens.present("198.51.100.7").orElseThrow()).startsWith("hmac.now.");
    }

    @Test
    void shouldMakeEqualTokensForSpellingsOfAValue() {
        FieldTokens phones = new FieldTokens("phone", List.of(new TokenMask(FieldKind.PHONE, Scheme.HMAC, "d", "DE")), KEYS);
        assertThat(phones.all("030 901820")).hasSize(2).isEqualTo(phones.all("+49 (30) 90 18 20"));
        FieldTokens emails = tokens(FieldKind.EMAIL, Scheme.HMAC);
        assertThat(emails.all("ann@EXAMPLE.com")).hasSize(2).isEqualTo(emails.all("ann@example.com"));
    }

    private static FieldTokens tokens(FieldKind kind, Scheme scheme) {
        return new FieldTokens("f", List.of(new TokenMask(kind, scheme, "d")), KEYS);
    }
}
