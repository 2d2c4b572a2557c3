package io.github.maskroute.keyset;

import com.google.crypto.tink.KeysetHandle;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingException.Fault;
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
 * A folder with a keyset for each scheme: {@code hmac.json}, {@code siv.json}, {@code prefix.json}, each in Tink's JSON
 * format, in clear text or wrapped by a key-encryption key.
 *
 * <p>A scheme without a file has no keys. Safe for use by several threads.
 */
public final class KeysetFolder {

    private final Path folder;
    private final Optional<KeyEncryption> kek;

    /** @param kek wraps every file of the folder; empty if none is wrapped */
    public KeysetFolder(Path folder, Optional<KeyEncryption> kek) {
        this.folder = folder;
        this.kek = kek;
        TinkKeys.register();
    }

    /** The folder itself. */
    public Path path() {
        return folder;
    }

    /**
     * Reads all keys.
     *
     * @throws MaskingException if a file cannot be read, can be read by others, is no keyset of its scheme, or does not
     *     go with the key-encryption key; or if there is none at all
     */
    public Keyset read() {
        return keyset(texts());
    }

    /**
     * Reads all keys, also disabled ones as if they were enabled: to look for tokens that were made before, and for nothing else.
     *
     * @throws MaskingException as {@link #read}
     */
    public Keyset readAllEnabled() {
        return keyset(texts(), true);
    }

    /** The files as they are, by scheme. */
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
                    + " has no hmac.json, siv.json or prefix.json; put them back, or make one with `maskroute keys add hmac --keyset "
                    + folder + "`");
        }
        Map<Scheme, KeysetHandle> handles = new EnumMap<>(Scheme.class);
        texts.forEach((scheme, text) -> handles.put(scheme, handle(scheme, text)));
        refuseSharedKey(handles);
        List<Keyset.Entry> entries = new ArrayList<>();
        handles.forEach((scheme, handle) -> entries.addAll(entries(scheme, handle, allEnabled)));
        return new Keyset(entries);
    }

    /** Else whoever may look values up, by hmac, could decode addresses. */
    private void refuseSharedKey(Map<Scheme, KeysetHandle> handles) {
        if (handles.containsKey(Scheme.HMAC) && handles.containsKey(Scheme.PREFIX)
                && TinkKeys.shareKey(handles.get(Scheme.HMAC), handles.get(Scheme.PREFIX))) {
            throw new MaskingException(Fault.WRONG_KEYSET, file(Scheme.PREFIX)
                    + " has a key of hmac.json; each scheme needs keys of its own: make them with `maskroute keys add prefix`");
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
                "name its key-encryption key by --kek, or, for the keyset of the settings, in maskroute.mask.kek");
    }

    private List<Keyset.Entry> entries(Scheme scheme, KeysetHandle handle, boolean allEnabled) {
        try {
            return TinkKeys.entries(scheme, handle, allEnabled).orElseThrow(() -> new MaskingException(Fault.WRONG_KEYSET, file(scheme)
                    + " holds keys of another kind than " + scheme.word() + " needs; make its keys with `maskroute keys add`"));
        } catch (GeneralSecurityException e) {
            throw SecretFile.unusable(file(scheme), "has keys that Tink does not take; restore it from a copy");
        }
    }
}
