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
    private final MaskingKey primary;
    private final Optional<KnownValues> known;

    /** @throws MaskingException if there is no primary key for the field's scheme */
    Renewals(FieldMasks masks, Keyset keys, String field, Optional<KnownValues> known) {
        this.masks = masks;
        this.keys = keys;
        this.field = field;
        this.primary = keys.primary(masks.scheme(field));
        this.known = known;
    }

    /** What all tokens begin with that are as they should be. */
    String prefix() {
        return primary.scheme().word() + "." + primary.id() + ".";
    }

    /** What becomes of each of these tokens. */
    List<Renewal> of(Connection connection, List<String> old) throws SQLException {
        Map<String, String> renewed = known.isPresent() ? known.get().renewed(connection, old) : Map.of();
        return old.stream().map(token -> {
            String found = renewed.get(token);
            return found == null ? of(token) : new Renewal.To(found);
        }).toList();
    }

    private Renewal of(String old) {
        try {
            Token token = Token.parse(old);
            if (!token.scheme().reversible()) {
                keys.keyOf(token);
                return new Renewal.Left(known.isPresent() ? LeftOver.NO_VALUE : LeftOver.NOT_REVERSIBLE);
            }
            return masks.token(field, masks.value(field, token), primary)
                    .<Renewal>map(Renewal.To::new).orElse(new Renewal.Left(LeftOver.MALFORMED_VALUE));
        } catch (MaskingException e) {
            return new Renewal.Left(LeftOver.of(e.fault()));
        }
    }
}
