package io.github.maskroute.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.audit.ChainResult.Broken;
import io.github.maskroute.audit.ChainResult.Damage;
import io.github.maskroute.audit.ChainResult.HeadMissing;
import io.github.maskroute.audit.ChainResult.Whole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private static final AuditRecord FIRST = record(1, AuditRecord.NO_HASH);
    private static final AuditRecord SECOND = record(2, FIRST.hash());
    private static final AuditRecord THIRD = record(3, SECOND.hash());

    @Test
    void shouldAcceptAnIntactChain() {
        assertThat(check(Optional.empty())).isEqualTo(new Whole(0, 0, AuditRecord.NO_HASH));
        assertThat(check(Optional.empty(), FIRST, SECOND, THIRD)).isEqualTo(new Whole(3, 3, THIRD.hash()));
        assertThat(check(Optional.of(SECOND.hash()), FIRST, SECOND, THIRD)).isEqualTo(new Whole(3, 3, THIRD.hash()));
        assertThat(check(Optional.of(AuditRecord.NO_HASH), FIRST)).isEqualTo(new Whole(1, 1, FIRST.hash()));
    }

    @Test
    void shouldFindTheDamage() {
        AuditRecord altered = new AuditRecord(2, SECOND.at(), "another", SECOND.actorHost(), SECOND.reason(), SECOND.tokenHash(), 1,
                SECOND.prevHash(), SECOND.hash());
        assertThat(check(Optional.empty(), FIRST, altered, THIRD)).isEqualTo(new Broken(2, Damage.ALTERED));
        assertThat(check(Optional.empty(), FIRST, FIRST)).isEqualTo(new Broken(1, Damage.ALTERED));
        assertThat(check(Optional.empty(), FIRST, THIRD)).isEqualTo(new Broken(3, Damage.MISSING_BEFORE));
        assertThat(check(Optional.empty(), FIRST, record(2, THIRD.hash()))).isEqualTo(new Broken(2, Damage.WRONG_LINK));
    }

    @Test
    void shouldMissTheHead() {
        assertThat(check(Optional.of(THIRD.hash()), FIRST, SECOND)).isEqualTo(new HeadMissing(2));
    }

    private static ChainResult check(Optional<String> head, AuditRecord... records) {
        ChainCheck check = new ChainCheck(head);
        for (AuditRecord next : List.of(records)) {
            if (!check.follows(next)) {
                break;
            }
        }
        return check.result();
    }

    private static AuditRecord record(long id, String prevHash) {
        AuditRecord open = new AuditRecord(id, Instant.parse("2026-11-23T00:00:00.000001Z"), "alice", "host",
                "a reason that is long enough", "0".repeat(64), 1, prevHash, "");
        return new AuditRecord(id, open.at(), open.actor(), open.actorHost(), open.reason(), open.tokenHash(), 1, prevHash,
                open.expectedHash());
    }
}
