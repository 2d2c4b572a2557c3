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

    private final Source source = Source.of("test", Source.UNKNOWN, () -> new BrokenLine("a\nb", "c\nd\n"));

    /** What another thread would read then may begin in the midst of a line, under a wrong number. */
    @Test
    void shouldGiveNothingAfterAFailure() throws Exception {
        try (PendingLines unread = new PendingLines(List.of(source).iterator(), (ids, first) -> new BitSet(), new Rejects(Optional.empty()))) {
            assertThat(Objects.requireNonNull(unread.next()).line().text()).isEqualTo("a");
            assertThatThrownBy(unread::next).isInstanceOf(IOException.class);
            assertThat(unread.next()).isNull();
        }
    }

    @Test
    void shouldGiveNothingAfterTheLedgerFailed() throws Exception {
        try (PendingLines unread = new PendingLines(List.of(source).iterator(), (ids, first) -> {
            throw new SQLException("no", "42501");
        }, new Rejects(Optional.empty()))) {
            assertThatThrownBy(unread::next).isInstanceOf(SQLException.class);
            assertThat(unread.next()).isNull();
        }
    }
}
