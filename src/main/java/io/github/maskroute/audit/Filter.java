package io.github.maskroute.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Selects records of the audit. An empty condition selects all.
 *
 * @param actor login of the database
 * @param since this time or later
 * @param until before this time
 * @param tokenHash of records of exactly one token; a token in a record of several cannot be found by its hash
 * @param limit maximum number of records, the newest ones; 1 or more
 */
public record Filter(Optional<String> actor, Optional<Instant> since, Optional<Instant> until, Optional<String> tokenHash, int limit) {

    public Filter {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more");
        }
    }

    public static Filter all() {
        return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
    }

    public Filter byActor(String login) {
        return new Filter(Optional.of(login), since, until, tokenHash, limit);
    }

    public Filter since(Instant first) {
        return new Filter(actor, Optional.of(first), until, tokenHash, limit);
    }

    public Filter until(Instant end) {
        return new Filter(actor, since, Optional.of(end), tokenHash, limit);
    }

    /** Keeps only the token's hash. */
    public Filter byToken(String token) {
        return new Filter(actor, since, until, Optional.of(DigestUtils.sha256Hex(token)), limit);
    }

    public Filter atMost(int records) {
        return new Filter(actor, since, until, tokenHash, records);
    }

    /** The WHERE clause, empty or with a parameter for each of {@link #parameters}. */
    String where() {
        List<String> conditions = new ArrayList<>();
        actor.ifPresent(value -> conditions.add("actor = ?"));
        since.ifPresent(value -> conditions.add("at >= ?"));
        until.ifPresent(value -> conditions.add("at < ?"));
        tokenHash.ifPresent(value -> conditions.add("token_hash = ?"));
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    List<Object> parameters() {
        List<Object> values = new ArrayList<>();
        actor.ifPresent(values::add);
        since.ifPresent(first -> values.add(first.atOffset(ZoneOffset.UTC)));
        until.ifPresent(end -> values.add(end.atOffset(ZoneOffset.UTC)));
        tokenHash.ifPresent(values::add);
        return values;
    }
}
