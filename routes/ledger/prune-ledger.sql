-- Deletes the oldest entries, 10,000 at most. Entries of 1970-01-01 belong to messages without a time of their own.
-- Their age is unknown, so they stay.
DELETE FROM processed_message
WHERE ctid = ANY (ARRAY(
    SELECT ctid
    FROM processed_message
    -- One drain at a time, without waiting: a drain that does not get the lock, before it reads any row, deletes nothing.
    WHERE (SELECT pg_try_advisory_xact_lock(1970171233, CAST(CAST('processed_message' AS regclass) AS integer)))
      AND sent_at > 'epoch'
      AND sent_at < now() - interval '${properties:maskroute.ledger.retention}'
    ORDER BY sent_at, message_id
    LIMIT 10000
))
