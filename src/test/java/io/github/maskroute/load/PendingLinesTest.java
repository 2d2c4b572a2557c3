package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingLinesTest {

    private final Source source = Source.of("test", Source.UNKNOWN, () -> new FailingStream("a\nb", "c\nd\n"));

    /** Another thread could otherwise read a partial line, with a wrong number. */
    @Test
    void shouldReturnNoLineAfterAFailedRead() throws Exception {
        try (PendingLines lines = new PendingLines(List.of(source).iterator(), (ids, first) -> new BitSet(),
                new Rejects(Optional.empty()))) {
            assertThat(Objects.requireNonNull(lines.next()).line().text()).isEqualTo("a");
            assertThatThrownBy(lines::next).isInstanceOf(IOException.class);
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void shouldReturnNoLineAfterTheLedgerFailed() throws Exception {
        try (PendingLines lines = new PendingLines(List.of(source).iterator(), (ids, first) -> {
            throw new SQLException("no", "42501");
        }, new Rejects(Optional.empty()))) {
            assertThatThrownBy(lines::next).isInstanceOf(SQLException.class);
            assertThat(lines.next()).isNull();
        }
    }
}
