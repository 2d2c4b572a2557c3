package io.github.maskroute.audit;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Decodes tokens to values, after the audit has a record of it. For one thread.
 */
public final class Unmasking {

    private final FieldMasks masks;
    private final Optional<String> field;
    private final UnmaskAudit audit;
    private final String reason;

    /**
     * @param field the field of all tokens; empty for any field
     * @param reason for the decoding, as the user gave it
     */
    public Unmasking(FieldMasks masks, Optional<String> field, UnmaskAudit audit, String reason) {
        this.masks = masks;
        this.field = field;
        this.audit = audit;
        this.reason = reason;
    }

    /**
     * Checks that the keyset has the keys of these tokens. Records nothing, because nothing is decoded.
     *
     * @param place names a token's position, for the error
     * @throws MaskingException for the first token that cannot be decoded
     */
    public List<Token> check(List<String> tokens, IntFunction<String> place) {
        List<Token> parsed = new ArrayList<>();
        for (String text : tokens) {
            parsed.add(at(place.apply(parsed.size()), () -> {
                Token token = Token.parse(text);
                masks.keyFor(token);
                return token;
            }));
        }
        return parsed;
    }

    /**
     * Records all tokens in one record, then decodes them, in order.
     *
     * @param place names a token's position, for the error
     * @throws AuditRefusedException if the audit has no record; then nothing is decoded
     * @throws MaskingException for the first token that cannot be decoded
     */
    public List<String> values(List<String> tokens, IntFunction<String> place) {
        List<Token> parsed = check(tokens, place);
        audit.record(reason, tokens);
        List<String> values = new ArrayList<>();
        for (Token token : parsed) {
            values.add(at(place.apply(values.size()), () ->
                    field.map(name -> masks.value(name, token)).orElseGet(() -> masks.value(token))));
        }
        return values;
    }

    private static <T> T at(String place, Supplier<T> step) {
        try {
            return step.get();
        } catch (MaskingException e) {
            throw new MaskingException(e.fault(), place + ": " + e.getMessage());
        }
    }
}
