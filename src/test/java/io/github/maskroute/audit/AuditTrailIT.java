package io.github.maskroute.audit;

import static io.github.maskroute.audit.AuditDatabase.REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.audit.ChainResult.Broken;
import io.github.maskroute.audit.ChainResult.Damage;
import io.github.maskroute.audit.ChainResult.HeadMissing;
import io.github.maskroute.audit.ChainResult.Whole;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads the audit, and finds manipulations by a superuser. */
class AuditTrailIT {

    private static final String ALTERED_COPY = "INSERT INTO unmask_audit SELECT 6, at, actor, actor_host, reason, token_hash, count, ";

    private final AuditDatabase database = new AuditDatabase();

    @Test
    void shouldReadTheNewestFirst() {
        String actor = database.recorded(5);
        List<AuditRecord> records = read(Filter.all());
        assertThat(records).extracting(AuditRecord::id).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(records).allSatisfy(entry -> assertThat(entry.hash()).isEqualTo(entry.expectedHash()));
        assertThat(records.get(4)).extracting(AuditRecord::actor, AuditRecord::actorHost, AuditRecord::reason, AuditRecord::count)
                .containsExactly(actor, "host-1", REASON, 1);
        assertThat(read(Filter.all().atMost(2))).containsExactlyElementsOf(records.subList(0, 2));
    }

    @Test
    void shouldFilterByActorTokenAndTime() {
        String first = database.recorded(3);
        String second = database.recorded(3);
        assertThat(read(Filter.all().byActor(first))).extracting(AuditRecord::id).containsExactly(3L, 2L, 1L);
        assertThat(read(Filter.all().byToken("token-2"))).extracting(AuditRecord::id).containsExactly(5L, 2L);
        assertThat(read(Filter.all().byToken("token-2").byActor(second))).extracting(AuditRecord::id).containsExactly(5L);
        Instant third = read(Filter.all()).get(3).at();
        assertThat(read(Filter.all().since(third))).extracting(AuditRecord::id).containsExactly(6L, 5L, 4L, 3L);
        assertThat(read(Filter.all().until(third))).extracting(AuditRecord::id).containsExactly(2L, 1L);
        assertThat(read(Filter.all().byActor("x' OR true --"))).isEmpty();
        assertThat(Filter.all().byToken("token-2").toString()).doesNotContain("token-2");
        assertThatThrownBy(() -> Filter.all().atMost(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFindAnEmptyTrailIntact() {
        assertThat(database.trail().verify()).isEqualTo(new Whole(0, 0, "0".repeat(64)));
        assertThat(database.trail().verify(Optional.of("0".repeat(64)))).isInstanceOf(Whole.class);
        assertThat(database.trail().verify(Optional.of("1".repeat(64)))).isEqualTo(new HeadMissing(0));
        database.recorded(1);
        assertThat(database.trail().verify(Optional.of("0".repeat(64)))).isInstanceOf(Whole.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at = at + interval '1 microsecond'", "at = 'infinity'", "actor = 'somebody'", "actor_host = 'host-2'",
        "reason = 'another reason'", "token_hash = repeat('a', 64)", "count = 2", "prev_hash = repeat('a', 64)",
        "hash = repeat('a', 64)", "actor = actor || '6', actor_host = substr(actor_host, 2)"})
    void shouldFindAnAlteredField(String change) {
        database.recorded(5);
        database.tamper("UPDATE unmask_audit SET " + change + " WHERE id = 3");
        assertThat(database.trail().verify()).isEqualTo(new Broken(3, Damage.ALTERED));
    }

    @Test
    void shouldFindAFieldThatWasSetToNull() {
        database.recorded(5);
        database.execute("ALTER TABLE unmask_audit ALTER actor DROP NOT NULL, ALTER at DROP NOT NULL")
                .tamper("UPDATE unmask_audit SET actor = NULL, at = NULL WHERE id = 3");
        assertThat(database.trail().verify()).isEqualTo(new Broken(3, Damage.ALTERED));
    }

    @Test
    void shouldFindMissingRecords() {
        database.recorded(5);
        database.tamper("DELETE FROM unmask_audit WHERE id IN (3, 4)");
        assertThat(database.trail().verify()).isEqualTo(new Broken(5, Damage.MISSING_BEFORE));
        database.tamper("DELETE FROM unmask_audit WHERE id = 1");
        assertThat(database.trail().verify()).isEqualTo(new Broken(2, Damage.MISSING_BEFORE));
    }

    @Test
    void shouldFindRenumberedRecords() {
        database.recorded(5);
        database.tamper("DELETE FROM unmask_audit WHERE id = 3; UPDATE unmask_audit SET id = id - 1 WHERE id > 3");
        assertThat(database.trail().verify()).isEqualTo(new Broken(3, Damage.ALTERED));
    }

    @Test
    void shouldFindSwappedRecords() {
        database.recorded(5);
        database.tamper("UPDATE unmask_audit SET id = -2 WHERE id = 2; UPDATE unmask_audit SET id = 2 WHERE id = 3; "
                + "UPDATE unmask_audit SET id = 3 WHERE id = -2");
        assertThat(database.trail().verify()).isEqualTo(new Broken(2, Damage.ALTERED));
    }

    @Test
    void shouldFindAForgedRecordAtTheEnd() {
        database.recorded(5);
        database.tamper(ALTERED_COPY + "hash, repeat('a', 64) FROM unmask_audit WHERE id = 5");
        assertThat(database.trail().verify()).isEqualTo(new Broken(6, Damage.ALTERED));
    }

    /** The hash of the forged record is correct. */
    @Test
    void shouldFindAForgedRecordWithAnotherPredecessor() {
        database.recorded(5);
        AuditRecord fourth = read(Filter.all()).get(1);
        String forged = new AuditRecord(6, fourth.at(), fourth.actor(), fourth.actorHost(), fourth.reason(), fourth.tokenHash(),
                fourth.count(), fourth.hash(), "").expectedHash();
        database.tamper(ALTERED_COPY + "hash, '" + forged + "' FROM unmask_audit WHERE id = 4");
        assertThat(database.trail().verify()).isEqualTo(new Broken(6, Damage.WRONG_LINK));
    }

    @Test
    void shouldFindADeletedTailByItsHead() {
        database.recorded(5);
        Optional<String> head = Optional.of(read(Filter.all()).get(0).hash());
        database.recorded(2);
        assertThat(database.trail().verify(head)).extracting("count").isEqualTo(7L);
        database.execute("ALTER TABLE unmask_audit DISABLE TRIGGER USER; DELETE FROM unmask_audit WHERE id > 4; "
                + "ALTER TABLE unmask_audit ENABLE TRIGGER USER");
        assertThat(database.trail().verify()).isInstanceOf(Whole.class);
        assertThat(database.trail().verify(head)).isEqualTo(new HeadMissing(4));
        database.recorded(1);
        assertThat(database.trail().verify(head)).isEqualTo(new HeadMissing(5));
    }

    /** Enough records for several fetches, with the connection's own cursor settings. */
    @Test
    void shouldStreamAndRestoreTheConnection() throws SQLException {
        database.execute("SET maskroute.unmask_daily_limit = '100000'; INSERT INTO unmask_audit (actor_host, reason, token_hash, count) "
                + "SELECT 'h', '" + REASON + "', repeat('a', 64), 1 FROM generate_series(1, 2500)");
        try (Connection connection = database.login("postgres").getConnection()) {
            AuditTrail trail = new AuditTrail(new SingleConnectionDataSource(connection, true));
            assertThat(trail.verify()).extracting("count").isEqualTo(2_500L);
            assertThatThrownBy(() -> trail.forEach(Filter.all(), entry -> {
                throw new IllegalStateException("enough");
            })).isInstanceOf(IllegalStateException.class);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(trail.verify()).extracting("count").isEqualTo(2_500L);
        }
    }

    private List<AuditRecord> read(Filter filter) {
        List<AuditRecord> records = new ArrayList<>();
        database.trail().forEach(filter, records::add);
        return records;
    }
}
