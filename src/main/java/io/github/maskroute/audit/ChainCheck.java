package io.github.maskroute.audit;

import io.github.maskroute.audit.ChainResult.Damage;
import java.util.Optional;

/** Follows the chain from its first record; for one thread and one walk. */
final class ChainCheck {

    private final String head;
    private boolean headSeen;
    private long count;
    private long lastId;
    private String lastHash = Sha256.NONE;
    private Optional<ChainResult> broken = Optional.empty();

    ChainCheck(Optional<String> head) {
        this.head = head.orElse(Sha256.NONE);
        this.headSeen = this.head.equals(Sha256.NONE);
    }

    /** Takes the next record by id. @return false if the chain is broken there, so that the rest does not matter */
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
