package io.github.maskroute.audit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One decoding, as the audit keeps it.
 *
 * @param id 1 for the first, without gaps
 * @param at when, to the microsecond, by the database's clock
 * @param actor login of the database
 * @param actorHost where it ran, as that host named itself
 * @param reason why, as given
 * @param tokenHash SHA-256 of the tokens, joined by line feeds
 * @param count how many tokens
 * @param prevHash hash of the record before, 64 zeros for the first
 * @param hash of all the above
 */
public record AuditRecord(long id, Instant at, String actor, String actorHost, String reason, String tokenHash, int count,
        String prevHash, String hash) {

    static final String COLUMNS = "id, at, actor, actor_host, reason, token_hash, count, prev_hash, hash";

    /** A value that somebody set to NULL reads as empty: that it was altered is for the chain to say. */
    static AuditRecord read(ResultSet row) throws SQLException {
        Instant at = Optional.ofNullable(row.getObject("at", OffsetDateTime.class)).map(OffsetDateTime::toInstant).orElse(Instant.MIN);
        return new AuditRecord(row.getLong("id"), at, text(row, "actor"), text(row, "actor_host"), text(row, "reason"),
                text(row, "token_hash"), row.getInt("count"), text(row, "prev_hash"), text(row, "hash"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    /** The hash that this record should have, by the rule of the migration and without the database's help. */
    String expectedHash() {
        StringBuilder content = new StringBuilder();
        for (String field : List.of(Long.toString(id), microseconds(), actor, actorHost, reason, tokenHash,
                Integer.toString(count), prevHash)) {
            content.append(field.getBytes(StandardCharsets.UTF_8).length).append(':').append(field);
        }
        return Sha256.hex(content.toString());
    }

    /** Since 1970. Of any size: somebody may have set the time to infinity. */
    private String microseconds() {
        return BigInteger.valueOf(at.getEpochSecond()).multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(at.getNano() / 1_000)).toString();
    }
}
