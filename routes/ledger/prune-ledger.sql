-- Forgets the oldest entries, 10,000 at most. Entries of 1970-01-01 stand for messages without a time of their own;
-- nothing tells when those are old, so they stay.
DELETE FROM processed_message
WHERE (sent_at, message_id) IN (
    SELECT sent_at, message_id
    FROM processed_message
    WHERE sent_at > 'epoch'
      AND sent_at < now() - interval '${properties:maskroute.ledger.retention}'
    ORDER BY sent_at, message_id
    LIMIT 10000
    FOR UPDATE SKIP LOCKED
)
