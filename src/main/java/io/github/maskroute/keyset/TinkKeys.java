package io.github.maskroute.keyset;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.daead.AesSivKey;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.util.SecretBytes;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.PrefixKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.SivKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Maps Tink's keys to schemes: HMAC-SHA256 PRF keys for {@code hmac} and {@code prefix}, AES-SIV keys without output prefix for
 * {@code siv}. Tink's 32-bit key ids are written in eight hexadecimal digits.
 */
final class TinkKeys {

    private static final int SECRET_BYTES = 32;
    private static final int SIV_KEY_BYTES = 64;

    static {
        try {
            PrfConfig.register();
            DeterministicAeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private TinkKeys() {}

    /** Registers the key types that Tink needs before it reads a keyset. */
    static void register() {
        // The static initializer has done it.
    }

    static String id(int id) {
        return String.format(Locale.ROOT, "%08x", id);
    }

    static Parameters parameters(Scheme scheme) throws GeneralSecurityException {
        return scheme == Scheme.SIV
                ? AesSivParameters.builder().setKeySizeBytes(SIV_KEY_BYTES).setVariant(AesSivParameters.Variant.NO_PREFIX).build()
                : HmacPrfParameters.builder().setKeySizeBytes(SECRET_BYTES).setHashType(HmacPrfParameters.HashType.SHA256).build();
    }

    /** An {@code hmac} key with the given secret. */
    static Key hmacKey(byte[] secret) throws GeneralSecurityException {
        return HmacPrfKey.builder()
                .setParameters((HmacPrfParameters) parameters(Scheme.HMAC))
                .setKeyBytes(SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()))
                .build();
    }

    /**
     * The entries of a scheme's keyset; empty if the type of a key does not match the scheme.
     *
     * @param allEnabled whether disabled keys count as enabled
     */
    static Optional<List<Keyset.KeyEntry>> entries(Scheme scheme, KeysetHandle handle, boolean allEnabled) throws GeneralSecurityException {
        List<Keyset.KeyEntry> entries = new ArrayList<>();
        for (int i = 0; i < handle.size(); i++) {
            KeysetHandle.Entry entry = handle.getAt(i);
            if (!entry.getKey().getParameters().equals(parameters(scheme))) {
                return Optional.empty();
            }
            boolean enabled = allEnabled || entry.getStatus().equals(KeyStatus.ENABLED);
            entries.add(new Keyset.KeyEntry(scheme, id(entry.getId()), entry.isPrimary(),
                    enabled ? maskingKey(scheme, id(entry.getId()), entry.getKey()) : null));
        }
        return Optional.of(entries);
    }

    static boolean shareKey(KeysetHandle one, KeysetHandle other) {
        for (int i = 0; i < one.size(); i++) {
            for (int j = 0; j < other.size(); j++) {
                if (one.getAt(i).getKey().equalsKey(other.getAt(j).getKey())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Converts one of Tink's keys. */
    static MaskingKey maskingKey(Scheme scheme, String id, Key key) throws GeneralSecurityException {
        return switch (scheme) {
            case HMAC -> new HmacKey(id, secret(key));
            case PREFIX -> new PrefixKey(id, secret(key));
            case SIV -> new SivKey(id, KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey((AesSivKey) key).withRandomId().makePrimary()).build()
                    .getPrimitive(RegistryConfiguration.get(), DeterministicAead.class));
        };
    }

    private static byte[] secret(Key key) {
        return ((HmacPrfKey) key).getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
    }
}
