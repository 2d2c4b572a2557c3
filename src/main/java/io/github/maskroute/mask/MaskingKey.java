package io.github.maskroute.mask;

import java.util.Optional;

/**
 * A secret key of one scheme, with the id that its tokens carry. Only classes of this package extend it.
 *
 * <p>Immutable and thread-safe. Not a record, so that it never prints its secret.
 */
public abstract class MaskingKey {

    private final Scheme scheme;
    private final String id;

    MaskingKey(Scheme scheme, String id) {
        if (!Token.KEY_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a key's id is 1 to 32 of A-Z a-z 0-9 _ -");
        }
        this.scheme = scheme;
        this.id = id;
    }

    /** The scheme of this key's tokens. */
    public final Scheme scheme() {
        return scheme;
    }

    /** The id that tokens of this key carry. */
    public final String id() {
        return id;
    }

    /** Scheme and id: {@code siv.531c9b8a}. */
    public final String name() {
        return scheme.keyName(id);
    }

    /**
     * The token of a value. Equal canonical values have equal tokens in one domain, and different tokens in two domains.
     *
     * @param domain 1 to 64 of a-z 0-9 _ -
     * @param canonical a canonical spelling from {@link FieldKind#read}
     */
    public final Token token(String domain, FieldKind kind, String canonical) {
        return new Token(scheme, id, body(domain, kind, canonical));
    }

    /** Whether another key makes the same tokens, so that both have the same secret. */
    final boolean makesSameTokens(MaskingKey other) {
        return token("same", FieldKind.ADDRESS, "0.0.0.0").equals(other.token("same", FieldKind.ADDRESS, "0.0.0.0"));
    }

    /**
     * The canonical value of a token.
     *
     * @param body the body of a token with this key's name
     * @return empty if this key did not make the token in this domain, or if the scheme is not reversible
     */
    public abstract Optional<String> value(String domain, String body);

    abstract String body(String domain, FieldKind kind, String canonical);

    @Override
    public final String toString() {
        return "MaskingKey[" + name() + "]";
    }
}
