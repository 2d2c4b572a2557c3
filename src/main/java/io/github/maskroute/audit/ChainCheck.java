package io.github.maskroute.audit;

import io.github.maskroute.audit.ChainResult.Damage;
import java.util.Optional;

/** Checks the chain from its first record. For one thread and one pass. */
final class ChainCheck {

    private final String head;
    private boolean headSeen;
    private long count;
    private long lastId;
    private String lastHash = AuditRecord.NO_HASH;
    private Optional<ChainResult> broken = Optional.empty();

    ChainCheck(Optional<String> head) {
        this.head = head.orElse(AuditRecord.NO_HASH);
        this.headSeen = this.head.equals(AuditRecord.NO_HASH);
    }

    /** Checks the next record by id. @return false if the chain is broken here and the rest does not matter */
    boolean follows(AuditRecord next) {
        Optional<Damage> damage = damage(next);
        if (damage.isPresent()) {
            broken = Optional.of(new ChainResult.Broken(next.id(), damage.get()));
            return false;
        }
        count++;
        lastId = next.id();
        lastHash = next.hash();
        headSeen |= lastHash.equals(head);
        return true;
    }

    private Optional<Damage> damage(AuditRecord next) {
        if (!next.hash().equals(next.expectedHash()) || next.id() <= lastId) {
            return Optional.of(Damage.ALTERED);
        }
        if (next.id() > lastId + 1) {
            return Optional.of(Damage.MISSING_BEFORE);
        }
        return next.prevHash().equals(lastHash) ? Optional.empty() : Optional.of(Damage.WRONG_LINK);
    }

    ChainResult result() {
        return broken.orElseGet(() ->
                headSeen ? new ChainResult.Whole(count, lastId, lastHash) : new ChainResult.HeadMissing(lastId));
    }
}
