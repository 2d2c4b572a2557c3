package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.maskroute.testing.Gzip;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleStatisticsTest {

    @Test
    void shouldReadJsonLinesAndArraysAndMultilineDocuments() throws Exception {
        String one = "{\n \"ip\": \"10.0.0.1\"\n}";
        assertThat(Drafts.read(one).count()).isEqualTo(1);
        assertThat(Drafts.read("[" + one + ", " + one + "]").count()).isEqualTo(2);
        assertThat(Drafts.read("\ufeff" + one + "\r\n" + one).count()).isEqualTo(2);
    }

    @Test
    void shouldReadGzip() throws Exception {
        assertThat(SampleStatistics.read(new ByteArrayInputStream(Gzip.compressed("{\"ip\": \"10.0.0.1\"}"))).count()).isEqualTo(1);
    }

    @Test
    void shouldReadTheFirstTenThousandSamples() throws Exception {
        String sample = "{\"ip\": \"10.0.0.1\"}\n";
        assertThat(Drafts.read(sample.repeat(10_000))).returns(10_000, SampleStatistics::count).returns(false, SampleStatistics::more);
        assertThat(Drafts.read(sample.repeat(10_001))).returns(10_000, SampleStatistics::count).returns(true, SampleStatistics::more);
    }

    @Test
    void shouldReadLongTextsFast() {
        String text = "{\"ip\": \"10.0.0.1\", \"a\": \"" + "4".repeat(4_095) + "x\", \"b\": \"" + "a@".repeat(2_048) + "\", \"c\": \""
                + "4 ".repeat(2_047) + "\"}\n";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(Drafts.read(text.repeat(200)).event().fields()).hasSize(4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                             | there are no samples; give some events",
        "[]                             | there are no samples; give some events",
        "1                              | sample 1 is not a JSON object",
        "{\"a\": 1, \"a\": 2}           | sample 1 is malformed at line 1, column ",
        "{\"ip\": \"10.0.0.1\"} {\"zq   | sample 2 is malformed at line 1, column ",
        "[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]] | sample 1 is not a JSON object",
        "{\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]} | sample 1 would be rejected: the nesting is over the limit of 16 levels"})
    void shouldRejectMalformedSamples(String samples, String message) {
        assertThatThrownBy(() -> Drafts.read(samples)).isInstanceOf(NewTypeException.class).hasMessageStartingWith(message)
                .message().doesNotContain("zq").doesNotContain("quill");
    }
}
