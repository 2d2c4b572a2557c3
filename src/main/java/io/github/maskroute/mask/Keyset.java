package io.github.maskroute.mask;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all schemes, as they stood at one moment. Immutable and safe for use by several threads.
 *
 * <p>New tokens are made by a scheme's primary key; tokens of its other enabled keys can still be turned back.
 */
public final class Keyset {

    /**
     * A key's place in the keyset.
     *
     * @param scheme what it is for
     * @param id as in tokens
     * @param primary whether new tokens are made by it
     * @param key the key itself; null if it is disabled
     */
    public record Entry(Scheme scheme, String id, boolean primary, @Nullable MaskingKey key) {

        /** As tokens name it: {@code siv.531c9b8a}. */
        public String name() {
            return scheme.keyName(id);
        }

        /** {@code primary}, {@code enabled} or {@code disabled}. */
        public String state() {
            return primary ? "primary" : key == null ? "disabled" : "enabled";
        }

        private boolean isOf(Entry other) {
            boolean comparable = key != null && other.key != null;
            return name().equals(other.name()) && (!comparable || key.makesTokensOf(other.key));
        }
    }

    private final List<Entry> entries;

    public Keyset(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A keyset of one key. */
    public static Keyset of(MaskingKey key) {
        return new Keyset(List.of(new Entry(key.scheme(), key.id(), true, key)));
    }

    /** All keys, also disabled ones. */
    public List<Entry> entries() {
        return entries;
    }

    /** The name of the first key that another keyset does not have, or has another key by. */
    public Optional<String> firstMissingIn(Keyset other) {
        return entries.stream().filter(entry -> other.entries.stream().noneMatch(entry::isOf)).map(Entry::name).findFirst();
    }

    /** The keys of a scheme that are enabled, the primary one first. */
    public List<MaskingKey> enabled(Scheme scheme) {
        List<MaskingKey> enabled = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.scheme() == scheme && entry.key() != null) {
                enabled.add(entry.primary() ? 0 : enabled.size(), entry.key());
            }
        }
        return enabled;
    }

    /**
     * The key that makes a scheme's new tokens.
     *
     * @throws MaskingException if the keyset has none
     */
    public MaskingKey primary(Scheme scheme) {
        for (Entry entry : entries) {
            if (entry.scheme() == scheme && entry.primary() && entry.key() != null) {
                return entry.key();
            }
        }
        throw new MaskingException(Fault.WRONG_KEYSET, "the keyset has no primary key for " + scheme.word()
                + "; if there was one put its file back, else add one with `maskroute keys add " + scheme.word()
                + "`, or name another keyset");
    }

    /**
     * The key that made a token.
     *
     * @throws MaskingException if the keyset does not have it, or it is disabled
     */
    public MaskingKey keyOf(Token token) {
        Optional<Entry> entry = entries.stream()
                .filter(found -> found.name().equals(token.keyName())).findFirst();
        if (entry.isEmpty()) {
            throw new MaskingException(Fault.UNKNOWN_KEY, "key " + token.keyName()
                    + " is not in the keyset; name the keyset that has it");
        }
        MaskingKey key = entry.get().key();
        if (key == null) {
            throw new MaskingException(Fault.DISABLED_KEY, "key " + token.keyName()
                    + " is disabled; `maskroute keys enable " + token.keyName() + "` brings it back");
        }
        return key;
    }
}
