package io.github.maskroute.remask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.Token;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rewrites old tokens to the current tokens of their values, and changes nothing else. */
class RemaskingIT {

    private static final int ROWS = 3_000;

    @TempDir
    private Path keys;

    private MaskedTable table;

    @BeforeEach
    void table() {
        table = new MaskedTable(keys);
    }

    @ParameterizedTest
    @CsvSource({"SIV, SIV", "PREFIX, PREFIX", "PREFIX, SIV", "SIV, PREFIX"})
    void shouldRewriteOldTokensToCurrentOnes(Scheme before, Scheme after) {
        table.promoteNew(before);
        table.fill(before, 0, ROWS);
        String id = table.promoteNew(after);

        RemaskResult result = table.remask(after);

        assertThat(result).isEqualTo(new RemaskResult(ROWS, Map.of(), 2, true, 0));
        table.assertRenewed(after, 0, ROWS);
        assertThat(table.one("SELECT count(*) FROM user_logins WHERE masked_ip LIKE '" + after.word() + "." + id + ".%'"))
                .isEqualTo(Integer.toString(ROWS));
        assertThat(table.remask(after)).isEqualTo(new RemaskResult(0, Map.of(), 1, true, 0));
    }

    /** Neither by decoding, nor by a given value. */
    @ParameterizedTest
    @CsvSource({"SIV", "PREFIX"})
    void shouldMakeDecodableTokensIrreversibleOnlyIfAllowed(Scheme before) {
        table.promoteNew(Scheme.HMAC);
        table.promoteNew(before);
        table.fill(before, 0, 100);
        Optional<RawValues> values = given(IntStream.range(0, 100).mapToObj(MaskedTable::ip).collect(Collectors.joining("\n")));
        List<Map<String, String>> rows = table.rows("SELECT xmin, * FROM user_logins ORDER BY user_id");
        RemaskResult refused = new RemaskResult(0, Map.of(SkipReason.WOULD_BE_IRREVERSIBLE, 100L), 1, true, 0);

        assertThat(table.remask(Scheme.HMAC)).isEqualTo(refused);
        assertThat(table.remask(Scheme.HMAC, "user_logins", values, MaskedTable.SILENT)).isEqualTo(refused);
        assertThat(table.rows("SELECT xmin, * FROM user_logins ORDER BY user_id")).isEqualTo(rows);

        RemaskJob allowed = new RemaskJob("user_logins", "masked_ip", "ip", true, 0, Duration.ZERO);
        assertThat(table.remask(Scheme.HMAC, allowed, Optional.empty(), MaskedTable.SILENT))
                .isEqualTo(new RemaskResult(100, Map.of(), 2, true, 0));
        table.assertRenewed(Scheme.HMAC, 0, 100);
    }

    @Test
    void shouldGiveEqualValuesOneDecodableToken() {
        table.promoteNew(Scheme.SIV);
        FieldMasks first = table.masks(Scheme.SIV);
        table.insert(0, 100, number -> first.token("ip", MaskedTable.ip(7)).orElseThrow());
        table.promoteNew(Scheme.SIV);
        FieldMasks second = table.masks(Scheme.SIV);
        table.insert(100, 200, number -> second.token("ip", MaskedTable.ip(7)).orElseThrow());
        assertThat(table.one("SELECT count(DISTINCT masked_ip) FROM user_logins")).isEqualTo("2");

        table.remask(Scheme.SIV);

        List<Map<String, String>> distinct = table.rows("SELECT DISTINCT masked_ip FROM user_logins");
        assertThat(distinct).hasSize(1);
        assertThat(second.value("ip", Token.parse(distinct.get(0).get("masked_ip")))).isEqualTo(MaskedTable.ip(7));
    }

    @Test
    void shouldChangeNoOtherRowOrColumn() {
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 500).insert(500, 600, number -> null);
        table.execute("UPDATE user_logins SET masked_device_id = masked_ip, locale = 'DE' WHERE user_id LIKE '%7'");
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 600, 700);
        String others = "SELECT user_id, device_type, masked_device_id, locale, app_version, create_date FROM user_logins ORDER BY 1";
        String versions = "SELECT user_id, xmin, ctid FROM user_logins WHERE substr(user_id, 3)::int >= 500 ORDER BY 1";
        List<Map<String, String>> othersBefore = table.rows(others);
        List<Map<String, String>> versionsBefore = table.rows(versions);

        assertThat(table.remask(Scheme.SIV).rewritten()).isEqualTo(500);

        assertThat(table.rows(others)).isEqualTo(othersBefore);
        assertThat(table.rows(versions)).as("rows without a token or with the current key").isEqualTo(versionsBefore).hasSize(200);
        assertThat(table.one("SELECT count(*) FROM user_logins WHERE masked_ip IS NULL")).isEqualTo("100");
    }

    @Test
    void shouldSkipHmacTokensWithoutValues() {
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 0, 200);
        table.promoteNew(Scheme.HMAC);
        List<Map<String, String>> before = table.rows("SELECT xmin, * FROM user_logins ORDER BY user_id");

        RemaskResult result = table.remask(Scheme.HMAC);

        assertThat(result).isEqualTo(new RemaskResult(0, Map.of(SkipReason.NOT_REVERSIBLE, 200L), 1, true, 0));
        assertThat(result.complete()).isFalse();
        assertThat(table.rows("SELECT xmin, * FROM user_logins ORDER BY user_id")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"HMAC", "SIV", "PREFIX"})
    void shouldRewriteHmacTokensOfGivenValues(Scheme after) {
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 0, 1_000);
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 1_000, ROWS);
        table.promoteNew(after);
        String values = IntStream.range(0, ROWS).mapToObj(MaskedTable::ip).collect(Collectors.joining("\n"));

        RemaskResult result = table.remask(after, "user_logins", given(values + "\n\nno address\n"), MaskedTable.SILENT);

        assertThat(result).isEqualTo(new RemaskResult(ROWS, Map.of(), 2, true, 1));
        table.assertRenewed(after, 0, ROWS);
    }

    @Test
    void shouldCountHmacTokensOfOtherValues() {
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 0, 50);
        table.promoteNew(Scheme.HMAC);

        // ::ffff:10.0.0.3 is the same value as 10.0.0.3.
        Optional<RawValues> values = given("::ffff:10.0.0.3\n10.0.0.4\n10.0.0.4\n10.9.9.9");
        RemaskResult result = table.remask(Scheme.HMAC, "user_logins", values, MaskedTable.SILENT);

        assertThat(result).isEqualTo(new RemaskResult(2, Map.of(SkipReason.NO_VALUE, 48L), 2, true, 0));
    }

    private static Optional<RawValues> given(String values) {
        return Optional.of(() -> new BufferedReader(new StringReader(values)));
    }
}
