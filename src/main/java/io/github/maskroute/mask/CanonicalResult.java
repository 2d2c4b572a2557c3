package io.github.maskroute.mask;

import java.util.Optional;

/** What a value is to the kind of its field: its one canonical spelling, or the rule that it breaks. */
public sealed interface CanonicalResult {

    /**
     * The spelling that stands for all spellings of the value.
     *
     * @param spelling a raw personal value: {@link #toString} leaves it out
     */
    record Canonical(String spelling) implements CanonicalResult {

        @Override
        public String toString() {
            return "Canonical[]";
        }
    }

    /** The value has no canonical form. */
    record Refused(BrokenRule rule) implements CanonicalResult {}

    /** The canonical spelling; empty if a rule is broken. */
    default Optional<String> canonical() {
        return this instanceof Canonical canonical ? Optional.of(canonical.spelling()) : Optional.empty();
    }

    /** The rule that is broken; empty if none is. */
    default Optional<BrokenRule> broken() {
        return this instanceof Refused refused ? Optional.of(refused.rule()) : Optional.empty();
    }
}
