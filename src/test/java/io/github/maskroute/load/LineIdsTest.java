package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class LineIdsTest {

    private final LineIds ids = LineIds.of("/archive/logins.jsonl");

    /** With other ids an archive that is already loaded would be stored again. */
    @Test
    void shouldKeepIdsStableAcrossVersions() {
        assertThat(ids.id(1)).hasToString("8925910d-4e7a-82b9-bf4b-870000000001");
    }

    @Test
    void shouldGiveUuidsOfVersionEight() {
        for (String name : new String[] {"", "a", "s3://bucket/key", "/archive/logins.jsonl"}) {
            UUID id = LineIds.of(name).id(123);

            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    /** PostgreSQL compares UUIDs byte by byte. */
    @Test
    void shouldKeepTheOrderOfLines() {
        assertThat(ids.id(9).toString()).isLessThan(ids.id(10).toString());
        assertThat(ids.id(0xffff_ffffL).toString()).isLessThan(ids.id(0x1_0000_0000L).toString());
    }

    @Test
    void shouldReturnTheNumberOfAnId() {
        assertThat(ids.number(ids.id(0))).isZero();
        assertThat(ids.number(ids.id((1L << 40) - 1))).isEqualTo((1L << 40) - 1);
    }

    @Test
    void shouldMakeDifferentIdsForDifferentNames() {
        assertThat(LineIds.of("a").id(1)).isNotEqualTo(LineIds.of("b").id(1));
    }

    @Test
    void shouldRejectNumbersThatAreTooLarge() {
        assertThatThrownBy(() -> ids.id(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids.id(1L << 40)).isInstanceOf(IllegalArgumentException.class);
    }
}
