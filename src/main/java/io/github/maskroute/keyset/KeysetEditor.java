package io.github.maskroute.keyset;

import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Changes a keyset folder. Each change replaces one file atomically: readers see the file before or after the change.
 *
 * <p>Safe for concurrent use by threads and processes: of two simultaneous changes of one file, one fails.
 */
public final class KeysetEditor {

    /** A change of one scheme's keyset. */
    private interface Change {

        /** @param before the ids of the builder's keys, in order */
        void apply(List<String> before, KeysetHandle.Builder builder) throws GeneralSecurityException;
    }

    private final KeysetFolder folder;

    public KeysetEditor(KeysetFolder folder) {
        this.folder = folder;
    }

    /**
     * Adds a new random key. The first key of a scheme becomes primary. Later keys make no tokens until they are promoted.
     *
     * @return the id
     */
    public String add(Scheme scheme) {
        return added(scheme, (ids, builder) -> builder.addEntry(
                KeysetHandle.generateEntryFromParameters(TinkKeys.parameters(scheme)).withRandomId()));
    }

    /**
     * Adds the {@code hmac} key of a key file under {@link KeyFile}'s default id. If the file has no id of its own, the tokens stay the
     * same.
     *
     * @return the id
     */
    public String add(Path keyFile) {
        byte[] secret = SecretFile.read(keyFile).secret();
        String id = KeyFile.defaultId(secret);
        return added(Scheme.HMAC, (ids, builder) -> {
            if (ids.contains(id)) {
                throw new MaskingException(Fault.UNREADABLE_FILE, "the key of " + keyFile + " is already in the keyset, as " + id);
            }
            builder.addEntry(KeysetHandle.importKey(TinkKeys.hmacKey(secret)).withFixedId(Integer.parseUnsignedInt(id, 16)));
        });
    }

    /** Makes a key primary: it makes all new tokens. */
    public void promote(Scheme scheme, String id) {
        change(scheme, (ids, builder) -> {
            KeysetHandle.Builder.Entry entry = builder.getAt(indexOf(ids, scheme, id));
            if (!entry.getStatus().equals(KeyStatus.ENABLED)) {
                throw new MaskingException(Fault.DISABLED_KEY, "key " + scheme.keyName(id) + " is disabled; enable it first");
            }
            entry.makePrimary();
        });
    }

    /** Disables a key: its tokens can no longer be decoded. The key stays in the keyset. */
    public void disable(Scheme scheme, String id) {
        change(scheme, (ids, builder) -> {
            KeysetHandle.Builder.Entry entry = builder.getAt(indexOf(ids, scheme, id));
            if (entry.isPrimary()) {
                throw new MaskingException(Fault.WRONG_KEYSET, "key " + scheme.keyName(id)
                        + " is the primary key; promote another one first");
            }
            entry.setStatus(KeyStatus.DISABLED);
        });
    }

    /** Enables a disabled key. */
    public void enable(Scheme scheme, String id) {
        change(scheme, (ids, builder) -> builder.getAt(indexOf(ids, scheme, id)).setStatus(KeyStatus.ENABLED));
    }

    /**
     * Copies keysets to another folder, with that folder's wrapping.
     *
     * @throws MaskingException if the target already has keysets, or there is nothing to copy
     */
    public void export(Set<Scheme> schemes, KeysetFolder target) {
        Map<Scheme, String> texts = folder.texts();
        texts.keySet().retainAll(schemes);
        folder.keyset(texts);
        if (!target.texts().isEmpty()) {
            throw new MaskingException(Fault.UNREADABLE_FILE, target.path() + " already has keysets; name a new folder");
        }
        // Wrap all keysets before writing any: a key-encryption key that does not work leaves no folder behind.
        Map<Scheme, String> wrapped = new EnumMap<>(Scheme.class);
        texts.forEach((scheme, text) -> wrapped.put(scheme, target.text(folder.handle(scheme, text))));
        wrapped.forEach((scheme, text) -> ReplacedFile.write(target.file(scheme), () -> text));
    }

    private String added(Scheme scheme, Change change) {
        KeysetHandle handle = change(scheme, (ids, builder) -> {
            change.apply(ids, builder);
            if (builder.size() == 1) {
                builder.getAt(0).makePrimary();
            }
        });
        return TinkKeys.id(handle.getAt(handle.size() - 1).getId());
    }

    private KeysetHandle change(Scheme scheme, Change change) {
        AtomicReference<KeysetHandle> changed = new AtomicReference<>();
        ReplacedFile.write(folder.file(scheme), () -> {
            changed.set(changed(scheme, Optional.ofNullable(folder.texts().get(scheme)), change));
            return folder.text(changed.get());
        });
        return changed.get();
    }

    private KeysetHandle changed(Scheme scheme, Optional<String> text, Change change) {
        List<String> ids = new ArrayList<>();
        KeysetHandle.Builder builder = KeysetHandle.newBuilder();
        if (text.isPresent()) {
            KeysetHandle before = folder.handle(scheme, text.get());
            builder = KeysetHandle.newBuilder(before);
            for (int i = 0; i < before.size(); i++) {
                ids.add(TinkKeys.id(before.getAt(i).getId()));
            }
        }
        try {
            change.apply(ids, builder);
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink rejects the changed keyset: " + e.getClass().getName());
        }
    }

    private static int indexOf(List<String> ids, Scheme scheme, String id) {
        if (!ids.contains(id)) {
            throw new MaskingException(Fault.UNKNOWN_KEY, "key " + scheme.keyName(id)
                    + " is not in the keyset; `maskroute keys list` shows its keys");
        }
        return ids.indexOf(id);
    }
}
