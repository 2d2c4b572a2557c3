package io.github.maskroute.mask;

import static io.github.maskroute.mask.MaskingFaults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysetTest {

    private final MaskingKey first = CountingKeys.of(Scheme.SIV, "00000001", 1);
    private final MaskingKey second = CountingKeys.of(Scheme.SIV, "00000002", 2);
    private final MaskingKey hmac = CountingKeys.of(Scheme.HMAC, "00000001", 3);

    private final Keyset keyset = new Keyset(List.of(
            new Keyset.KeyEntry(Scheme.SIV, "00000001", false, first),
            new Keyset.KeyEntry(Scheme.SIV, "00000002", true, second),
            new Keyset.KeyEntry(Scheme.SIV, "00000003", false, null),
            new Keyset.KeyEntry(Scheme.HMAC, "00000001", true, hmac)));

    @Test
    void shouldMakeSingleKeyPrimary() {
        assertThat(Keyset.of(first).primary(Scheme.SIV)).isSameAs(first);
        assertThat(Keyset.of(first).enabled(Scheme.SIV)).containsExactly(first);
    }

    @Test
    void shouldReturnPrimaryOfScheme() {
        assertThat(keyset.primary(Scheme.SIV)).isSameAs(second);
        assertThat(keyset.primary(Scheme.HMAC)).isSameAs(hmac);
    }

    @Test
    void shouldListPrimaryBeforeOtherEnabledKeys() {
        assertThat(keyset.enabled(Scheme.SIV)).containsExactly(second, first);
        assertThat(keyset.enabled(Scheme.HMAC)).containsExactly(hmac);
        assertThat(keyset.enabled(Scheme.PREFIX)).isEmpty();
    }

    @Test
    void shouldFindKeyOfTokenBySchemeAndId() {
        assertThat(keyset.keyOf(new Token(Scheme.SIV, "00000001", "x"))).isSameAs(first);
        assertThat(keyset.keyOf(new Token(Scheme.HMAC, "00000001", "x"))).isSameAs(hmac);
    }

    @Test
    void shouldRejectSchemeWithoutKeys() {
        assertFault(() -> keyset.primary(Scheme.PREFIX), Fault.WRONG_KEYSET, "maskroute keys add prefix");
    }

    @Test
    void shouldRejectDisabledPrimary() {
        Keyset disabled = new Keyset(List.of(new Keyset.KeyEntry(Scheme.SIV, "00000001", true, null)));

        assertFault(() -> disabled.primary(Scheme.SIV), Fault.WRONG_KEYSET, "no primary key for siv; restore its file if it had one");
        assertThat(disabled.enabled(Scheme.SIV)).isEmpty();
    }

    @Test
    void shouldRejectTokenOfUnknownKey() {
        assertFault(() -> keyset.keyOf(new Token(Scheme.SIV, "00000009", "x")), Fault.UNKNOWN_KEY, "siv.00000009");
        assertFault(() -> keyset.keyOf(new Token(Scheme.PREFIX, "00000001", "x")), Fault.UNKNOWN_KEY, "prefix.00000001");
    }

    @Test
    void shouldRejectTokenOfDisabledKey() {
        assertFault(() -> keyset.keyOf(new Token(Scheme.SIV, "00000003", "x")), Fault.DISABLED_KEY, "maskroute keys enable siv.00000003");
    }

    @Test
    void shouldFindNoMissingKeyInSameKeys() {
        assertThat(keyset.firstMissingIn(keyset)).isEmpty();
        assertThat(Keyset.of(first).firstMissingIn(keyset)).isEmpty();
        assertThat(Keyset.of(first).firstMissingIn(Keyset.of(CountingKeys.of(Scheme.SIV, "00000001", 1)))).isEmpty();
    }

    @Test
    void shouldFindFirstKeyWithoutSameNameAndSecret() {
        assertThat(keyset.firstMissingIn(Keyset.of(first))).hasValue("siv.00000002");
        assertThat(keyset.firstMissingIn(Keyset.of(hmac))).hasValue("siv.00000001");
        assertThat(Keyset.of(first).firstMissingIn(Keyset.of(CountingKeys.of(Scheme.SIV, "00000001", 9)))).hasValue("siv.00000001");
    }

    @Test
    void shouldCompareDisabledKeysByName() {
        Keyset disabled = new Keyset(List.of(new Keyset.KeyEntry(Scheme.SIV, "00000001", false, null)));

        assertThat(disabled.firstMissingIn(keyset)).isEmpty();
        assertThat(Keyset.of(first).firstMissingIn(disabled)).isEmpty();
        assertThat(Keyset.of(second).firstMissingIn(disabled)).hasValue("siv.00000002");
    }

    @Test
    void shouldReturnStateOfEntries() {
        assertThat(keyset.entries()).extracting(Keyset.KeyEntry::state).containsExactly("enabled", "primary", "disabled", "primary");
    }

    @Test
    void shouldCopyListOfEntries() {
        List<Keyset.KeyEntry> entries = new ArrayList<>(keyset.entries());
        Keyset copy = new Keyset(entries);
        entries.clear();

        assertThat(copy.entries()).isEqualTo(keyset.entries());
    }

    @Test
    void shouldNotPrintKeysOfEntries() {
        assertThat(keyset.entries().get(1)).hasToString(
                "KeyEntry[scheme=SIV, id=00000002, primary=true, key=MaskingKey[siv.00000002]]");
    }
}
