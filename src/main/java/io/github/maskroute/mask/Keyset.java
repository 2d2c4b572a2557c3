package io.github.maskroute.mask;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the keys of all schemes. Immutable and thread-safe.
 *
 * <p>A scheme's primary key makes new tokens. Its other enabled keys still decode their tokens.
 */
public final class Keyset {

    /**
     * A key of the keyset with its state.
     *
     * @param id the id in tokens
     * @param primary whether this key makes new tokens
     * @param key null if the key is disabled
     */
    public record KeyEntry(Scheme scheme, String id, boolean primary, @Nullable MaskingKey key) {

        /** The name in tokens: {@code siv.531c9b8a}. */
        public String name() {
            return scheme.keyName(id);
        }

        /** {@code primary}, {@code enabled} or {@code disabled}. */
        public String state() {
            return primary ? "primary" : key == null ? "disabled" : "enabled";
        }

        private boolean isSameKey(KeyEntry other) {
            boolean comparable = key != null && other.key != null;
            return name().equals(other.name()) && (!comparable || key.makesSameTokens(other.key));
        }
    }

    private final List<KeyEntry> entries;

    public Keyset(List<KeyEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A keyset of one key. */
    public static Keyset of(MaskingKey key) {
        return new Keyset(List.of(new KeyEntry(key.scheme(), key.id(), true, key)));
    }

    /** All keys, including disabled ones. */
    public List<KeyEntry> entries() {
        return entries;
    }

    /** The name of the first key that another keyset lacks, or for which it has a different key. */
    public Optional<String> firstMissingIn(Keyset other) {
        return entries.stream().filter(entry -> other.entries.stream().noneMatch(entry::isSameKey)).map(KeyEntry::name).findFirst();
    }

    /** The enabled keys of a scheme, the primary key first. */
    public List<MaskingKey> enabled(Scheme scheme) {
        List<MaskingKey> enabled = new ArrayList<>();
        for (KeyEntry entry : entries) {
            if (entry.scheme() == scheme && entry.key() != null) {
                enabled.add(entry.primary() ? 0 : enabled.size(), entry.key());
            }
        }
        return enabled;
    }

    /**
     * The key that makes a scheme's new tokens.
     *
     * @throws MaskingException if the scheme has no enabled primary key
     */
    public MaskingKey primary(Scheme scheme) {
        for (KeyEntry entry : entries) {
            if (entry.scheme() == scheme && entry.primary() && entry.key() != null) {
                return entry.key();
            }
        }
        throw new MaskingException(Fault.WRONG_KEYSET, "the keyset has no primary key for " + scheme.word()
                + "; restore its file if it had one, otherwise add a key with `maskroute keys add " + scheme.word()
                + "`, or name another keyset");
    }

    /**
     * The key that made a token.
     *
     * @throws MaskingException if the key is missing or disabled
     */
    public MaskingKey keyOf(Token token) {
        Optional<KeyEntry> entry = entries.stream()
                .filter(found -> found.name().equals(token.keyName())).findFirst();
        if (entry.isEmpty()) {
            throw new MaskingException(Fault.UNKNOWN_KEY, "key " + token.keyName()
                    + " is not in the keyset; name the keyset that contains it");
        }
        MaskingKey key = entry.get().key();
        if (key == null) {
            throw new MaskingException(Fault.DISABLED_KEY, "key " + token.keyName()
                    + " is disabled; `maskroute keys enable " + token.keyName() + "` enables it");
        }
        return key;
    }
}
