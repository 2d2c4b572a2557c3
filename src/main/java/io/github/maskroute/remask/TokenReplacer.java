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

/** New tokens for old ones: decoded and masked anew, or looked up where they cannot be decoded. For one thread. */
final class TokenReplacer {

    private final FieldMasks masks;
    private final Keyset keys;
    private final String field;
    private final boolean irreversibly;
    private final MaskingKey primary;
    private final Optional<KnownValues> known;

    /** @throws MaskingException if there is no primary key for the field's scheme */
    TokenReplacer(FieldMasks masks, Keyset keys, RemaskJob job, Optional<KnownValues> known) {
        this.masks = masks;
        this.keys = keys;
        this.field = job.field();
        this.irreversibly = job.irreversibly();
        this.primary = keys.primary(masks.scheme(field));
        this.known = known;
    }

    /** What new tokens are made by: {@code scheme.key-id}. */
    String target() {
        return primary.name();
    }

    /** What all tokens begin with that are as they should be. */
    String prefix() {
        return target() + ".";
    }

    /** What becomes of each of these tokens. */
    List<Replacement> of(Connection connection, List<String> old) throws SQLException {
        Map<String, String> renewed = known.isPresent() ? known.get().renewed(connection, old) : Map.of();
        return old.stream().map(token -> of(token, Optional.ofNullable(renewed.get(token)))).toList();
    }

    /** Why no token of a key, {@code scheme.key-id}, can get a new one; empty if there is hope for each of them. */
    Optional<SkipReason> obstacle(String key) {
        return key.equals(target()) ? Optional.empty() : obstacle(Token.parse(key + ".x"));
    }

    private Replacement of(String old, Optional<String> looked) {
        try {
            Token token = Token.parse(old);
            Optional<SkipReason> obstacle = obstacle(token);
            if (obstacle.isPresent()) {
                return new Replacement.Left(obstacle.get());
            }
            if (token.scheme().reversible()) {
                return masks.token(field, masks.value(field, token), primary)
                        .<Replacement>map(Replacement.To::new).orElse(new Replacement.Left(SkipReason.MALFORMED_VALUE));
            }
            return looked.<Replacement>map(Replacement.To::new).orElse(new Replacement.Left(SkipReason.NO_VALUE));
        } catch (MaskingException e) {
            return new Replacement.Left(SkipReason.of(e.fault()));
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
        // Whoever runs this with other settings than the drain would lose the values for good.
        return irreversibly || primary.scheme().reversible() ? Optional.empty() : Optional.of(SkipReason.WOULD_BE_IRREVERSIBLE);
    }
}
