package io.github.maskroute.mask;

import java.util.Optional;

/**
 * A secret key of one scheme, ready for use, and the id by which tokens name it.
 *
 * <p>Immutable and safe for use by several threads. Never prints its secret, and is no record for that reason.
 */
public abstract sealed class MaskingKey permits HmacKey, SivKey, PrefixKey {

    private final Scheme scheme;
    private final String id;

    MaskingKey(Scheme scheme, String id) {
        if (!Token.KEY_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a key's id is 1 to 32 of A-Z a-z 0-9 _ -");
        }
        this.scheme = scheme;
        this.id = id;
    }

    /** The scheme that this key belongs to. */
    public final Scheme scheme() {
        return scheme;
    }

    /** The id that tokens of this key carry. */
    public final String id() {
        return id;
    }

    /** What it is called: {@code siv.531c9b8a}. */
    public final String name() {
        return scheme.keyName(id);
    }

    /**
     * The token of a value. Equal canonical values in one domain give equal tokens; in two domains they do not.
     *
     * @param domain 1 to 64 of a-z 0-9 _ -
     * @param canonical as {@link FieldKind#read} gives it
     */
    public final Token token(String domain, FieldKind kind, String canonical) {
        return new Token(scheme, id, body(domain, kind, canonical));
    }

    /** Whether another key makes the same tokens, and so is the same key. */
    final boolean makesTokensOf(MaskingKey other) {
        return token("same", FieldKind.ADDRESS, "0.0.0.0").equals(other.token("same", FieldKind.ADDRESS, "0.0.0.0"));
    }

    /**
     * The canonical value that a token was made of.
     *
     * @param body of a token of this key
     * @return empty if this key made no such token in this domain, or if its scheme cannot be turned back
     */
    public abstract Optional<String> value(String domain, String body);

    abstract String body(String domain, FieldKind kind, String canonical);

    @Override
    public final String toString() {
        return "MaskingKey[" + name() + "]";
    }
}
