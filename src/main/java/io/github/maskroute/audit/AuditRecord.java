package io.github.maskroute.audit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One record of the audit.
 *
 * @param id 1 for the first, without gaps
 * @param at when, to the microsecond, by the database's clock
 * @param actor login of the database
 * @param actorHost where it ran, by the host's own name
 * @param reason as it was given
 * @param tokenHash SHA-256 of the tokens, joined by line feeds
 * @param count number of tokens
 * @param prevHash hash of the previous record, {@link #NO_HASH} for the first
 * @param hash of all fields above
 */
public record AuditRecord(long id, Instant at, String actor, String actorHost, String reason, String tokenHash, int count,
        String prevHash, String hash) {

    /** The hash before the first record. */
    static final String NO_HASH = "0".repeat(64);

    static final String COLUMNS = "id, at, actor, actor_host, reason, token_hash, count, prev_hash, hash";

    /** Reads NULL as empty: the check of the chain reports such an alteration. */
    static AuditRecord read(ResultSet row) throws SQLException {
        Instant at = Optional.ofNullable(row.getObject("at", OffsetDateTime.class)).map(OffsetDateTime::toInstant).orElse(Instant.MIN);
        return new AuditRecord(row.getLong("id"), at, text(row, "actor"), text(row, "actor_host"), text(row, "reason"),
                text(row, "token_hash"), row.getInt("count"), text(row, "prev_hash"), text(row, "hash"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    /** The hash that this record must have, computed here by the rule in the migration. */
    String expectedHash() {
        StringBuilder content = new StringBuilder();
        for (String field : List.of(Long.toString(id), microseconds(), actor, actorHost, reason, tokenHash,
                Integer.toString(count), prevHash)) {
            content.append(field.getBytes(StandardCharsets.UTF_8).length).append(':').append(field);
        }
        return DigestUtils.sha256Hex(content.toString());
    }

    /** Since 1970. A {@code BigInteger}, because the time may have been set to infinity. */
    private String microseconds() {
        return BigInteger.valueOf(at.getEpochSecond()).multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(at.getNano() / 1_000)).toString();
    }
}
