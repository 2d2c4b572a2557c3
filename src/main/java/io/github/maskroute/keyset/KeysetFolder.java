package io.github.maskroute.keyset;

import com.google.crypto.tink.KeysetHandle;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with one keyset file per scheme: {@code hmac.json}, {@code siv.json}, {@code prefix.json}. The files are in Tink's JSON format,
 * in clear text or wrapped by a key-encryption key.
 *
 * <p>A scheme without a file has no keys. Thread-safe.
 */
public final class KeysetFolder {

    private final Path folder;
    private final Optional<KeyEncryption> kek;

    /** @param kek wraps all files of the folder; empty if they are not wrapped */
    public KeysetFolder(Path folder, Optional<KeyEncryption> kek) {
        this.folder = folder;
        this.kek = kek;
        TinkKeys.register();
    }

    public Path path() {
        return folder;
    }

    /**
     * Reads all keys.
     *
     * @throws MaskingException if there is no file, or a file is unreadable, readable by others, not a keyset of its scheme, or does not
     *     match the key-encryption key
     */
    public Keyset read() {
        return keyset(texts());
    }

    /**
     * Reads all keys and returns disabled ones as enabled. Use it only to find tokens that exist already.
     *
     * @throws MaskingException as {@link #read}
     */
    public Keyset readAllEnabled() {
        return keyset(texts(), true);
    }

    /** The contents of the files, by scheme. */
    Map<Scheme, String> texts() {
        Map<Scheme, String> texts = new EnumMap<>(Scheme.class);
        for (Scheme scheme : Scheme.values()) {
            if (Files.exists(file(scheme))) {
                texts.put(scheme, SecretFile.text(file(scheme)));
            }
        }
        return texts;
    }

    Keyset keyset(Map<Scheme, String> texts) {
        return keyset(texts, false);
    }

    private Keyset keyset(Map<Scheme, String> texts, boolean allEnabled) {
        if (texts.isEmpty()) {
            throw new MaskingException(Fault.UNREADABLE_FILE, "keyset folder " + folder
                    + " has no hmac.json, siv.json or prefix.json; restore them, or create one with `maskroute keys add hmac --keyset "
                    + folder + "`");
        }
        Map<Scheme, KeysetHandle> handles = new EnumMap<>(Scheme.class);
        texts.forEach((scheme, text) -> handles.put(scheme, handle(scheme, text)));
        checkSharedKey(handles);
        List<Keyset.KeyEntry> entries = new ArrayList<>();
        handles.forEach((scheme, handle) -> entries.addAll(entries(scheme, handle, allEnabled)));
        return new Keyset(entries);
    }

    /** With a shared key, users of {@code hmac} tokens could also decode {@code prefix} tokens. */
    private void checkSharedKey(Map<Scheme, KeysetHandle> handles) {
        if (handles.containsKey(Scheme.HMAC) && handles.containsKey(Scheme.PREFIX)
                && TinkKeys.shareKey(handles.get(Scheme.HMAC), handles.get(Scheme.PREFIX))) {
            throw new MaskingException(Fault.WRONG_KEYSET, file(Scheme.PREFIX)
                    + " has a key of hmac.json; each scheme needs its own keys: create them with `maskroute keys add prefix`");
        }
    }

    Path file(Scheme scheme) {
        return folder.resolve(scheme.word() + ".json");
    }

    KeysetHandle handle(Scheme scheme, String text) {
        return keysetFile(scheme).handle(text);
    }

    String text(KeysetHandle handle) {
        return KeysetFile.text(handle, kek);
    }

    private KeysetFile keysetFile(Scheme scheme) {
        return new KeysetFile(file(scheme), kek,
                "wrap the folder with `maskroute keys export --wrapped`",
                "name its key-encryption key with --kek, or, for the keyset of the settings, in maskroute.mask.kek");
    }

    private List<Keyset.KeyEntry> entries(Scheme scheme, KeysetHandle handle, boolean allEnabled) {
        try {
            return TinkKeys.entries(scheme, handle, allEnabled).orElseThrow(() -> new MaskingException(Fault.WRONG_KEYSET, file(scheme)
                    + " contains keys that " + scheme.word() + " cannot use; create its keys with `maskroute keys add`"));
        } catch (GeneralSecurityException e) {
            throw SecretFile.unusable(file(scheme), "has keys that Tink rejects; restore it from a copy");
        }
    }
}
