package io.github.maskroute.mask;

import java.util.Optional;

/** The result of reading a value: its canonical spelling, or the rule that it breaks. */
public sealed interface CanonicalResult {

    /**
     * The canonical spelling of the value.
     *
     * @param spelling a raw personal value; {@link #toString} omits it
     */
    record Canonical(String spelling) implements CanonicalResult {

        @Override
        public String toString() {
            return "Canonical[]";
        }
    }

    /** The value has no canonical form. */
    record Refused(BrokenRule rule) implements CanonicalResult {}

    /** The canonical spelling; empty if the value breaks a rule. */
    default Optional<String> canonical() {
        return this instanceof Canonical canonical ? Optional.of(canonical.spelling()) : Optional.empty();
    }

    /** The broken rule; empty if the value is valid. */
    default Optional<BrokenRule> broken() {
        return this instanceof Refused refused ? Optional.of(refused.rule()) : Optional.empty();
    }
}
