package io.github.maskroute.remask;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes new tokens for old ones: decodes and masks them again, or finds them in {@link KnownValues}. Not thread-safe. */
final class TokenReplacer {

    /** What happens to an old token. */
    sealed interface Replacement {

        /** It is replaced. */
        record To(String token) implements Replacement {}

        /** It stays. */
        record Skip(SkipReason reason) implements Replacement {}
    }

    private final FieldMasks masks;
    private final Keyset keys;
    private final String field;
    private final boolean irreversibly;
    private final MaskingKey primary;
    private final Optional<KnownValues> known;

    /** @throws MaskingException if the field's scheme has no primary key */
    TokenReplacer(FieldMasks masks, Keyset keys, RemaskJob job, Optional<KnownValues> known) {
        this.masks = masks;
        this.keys = keys;
        this.field = job.field();
        this.irreversibly = job.irreversibly();
        this.primary = keys.primary(masks.scheme(field));
        this.known = known;
    }

    /** The key of new tokens: {@code scheme.key-id}. */
    String target() {
        return primary.name();
    }

    /** The start of each token of the key of new tokens. */
    String prefix() {
        return target() + ".";
    }

    /** Returns a replacement for each old token, in order. */
    List<Replacement> replacements(Connection connection, List<String> old) throws SQLException {
        Map<String, String> renewed = known.isPresent() ? known.get().renewed(connection, old) : Map.of();
        return old.stream().map(token -> replacement(token, Optional.ofNullable(renewed.get(token)))).toList();
    }

    /** Returns why no token of a key, {@code scheme.key-id}, can be replaced; empty if some may be. */
    Optional<SkipReason> obstacle(String key) {
        return key.equals(target()) ? Optional.empty() : obstacle(Token.parse(key + ".x"));
    }

    private Replacement replacement(String old, Optional<String> renewed) {
        try {
            Token token = Token.parse(old);
            Optional<SkipReason> obstacle = obstacle(token);
            if (obstacle.isPresent()) {
                return new Replacement.Skip(obstacle.get());
            }
            if (token.scheme().reversible()) {
                return masks.token(field, masks.value(field, token), primary)
                        .<Replacement>map(Replacement.To::new).orElse(new Replacement.Skip(SkipReason.MALFORMED_VALUE));
            }
            return renewed.<Replacement>map(Replacement.To::new).orElse(new Replacement.Skip(SkipReason.NO_VALUE));
        } catch (MaskingException e) {
            return new Replacement.Skip(SkipReason.of(e.fault()));
        }
    }

    private Optional<SkipReason> obstacle(Token token) {
        try {
            keys.keyOf(token);
        } catch (MaskingException e) {
            return Optional.of(SkipReason.of(e.fault()));
        }
        if (!token.scheme().reversible()) {
            return known.isPresent() ? Optional.empty() : Optional.of(SkipReason.NOT_REVERSIBLE);
        }
        // A run with settings other than the drain's would otherwise lose the values.
        return irreversibly || primary.scheme().reversible() ? Optional.empty() : Optional.of(SkipReason.WOULD_BE_IRREVERSIBLE);
    }
}
