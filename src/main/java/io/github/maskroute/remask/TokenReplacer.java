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
final class Renewals {

    private final FieldMasks masks;
    private final Keyset keys;
    private final String field;
    private final boolean irreversibly;
    private final MaskingKey primary;
    private final Optional<KnownValues> known;

    /** @throws MaskingException if there is no primary key for the field's scheme */
    Renewals(FieldMasks masks, Keyset keys, Job job, Optional<KnownValues> known) {
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
    List<Renewal> of(Connection connection, List<String> old) throws SQLException {
        Map<String, String> renewed = known.isPresent() ? known.get().renewed(connection, old) : Map.of();
        return old.stream().map(token -> of(token, Optional.ofNullable(renewed.get(token)))).toList();
    }

    /** Why no token of a key, {@code scheme.key-id}, can get a new one; empty if there is hope for each of them. */
    Optional<LeftOver> obstacle(String key) {
        return key.equals(target()) ? Optional.empty() : obstacle(Token.parse(key + ".x"));
    }

    private Renewal of(String old, Optional<String> looked) {
        try {
            Token token = Token.parse(old);
            Optional<LeftOver> obstacle = obstacle(token);
            if (obstacle.isPresent()) {
                return new Renewal.Left(obstacle.get());
            }
            if (token.scheme().reversible()) {
                return masks.token(field, masks.value(field, token), primary)
                        .<Renewal>map(Renewal.To::new).orElse(new Renewal.Left(LeftOver.MALFORMED_VALUE));
            }
            return looked.<Renewal>map(Renewal.To::new).orElse(new Renewal.Left(LeftOver.NO_VALUE));
        } catch (MaskingException e) {
            return new Renewal.Left(LeftOver.of(e.fault()));
        }
    }

    private Optional<LeftOver> obstacle(Token token) {
        try {
            keys.keyOf(token);
        } catch (MaskingException e) {
            return Optional.of(LeftOver.of(e.fault()));
        }
        if (!token.scheme().reversible()) {
            return known.isPresent() ? Optional.empty() : Optional.of(LeftOver.NOT_REVERSIBLE);
        }
        // Whoever runs this with other settings than the drain would lose the values for good.
        return irreversibly || primary.scheme().reversible() ? Optional.empty() : Optional.of(LeftOver.WOULD_BE_IRREVERSIBLE);
    }
}
